import { expect, test } from 'vitest';
import { Turns } from '$lib/charts/turns';

/** Turns with a clock by hand: `tick` is one moment with time to spare. */
function byHand() {
  const due: (() => void)[] = [];
  const done: string[] = [];
  const turns = new Turns((run) => due.push(run));
  return {
    done,
    tick: () => due.shift()?.(),
    due,
    take: (name: string) => turns.take(() => done.push(name)),
  };
}

test('work is done one piece a moment, in the order given', () => {
  const { done, tick, due, take } = byHand();
  ['a', 'b', 'c'].forEach(take);
  expect([done, due.length]).toEqual([[], 1]);
  tick();
  expect([done, due.length]).toEqual([['a'], 1]);
  tick();
  tick();
  expect([done, due.length]).toEqual([['a', 'b', 'c'], 0]);
  take('d');
  tick();
  expect(done.at(-1)).toBe('d');
});

test('work that is given up is not done, and what comes after it is', () => {
  const { done, tick, take } = byHand();
  const giveUp = [take('a'), take('b')];
  giveUp.forEach((give) => give());
  take('c');
  for (let moment = 0; moment < 4; moment++) tick();
  expect(done).toEqual(['c']);
});
