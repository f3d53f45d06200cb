import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EarlyMinutes, HeldPart, OutOfOrderError } from '$lib/ingest/early-minutes';
import { emptyMinutes, mergeStaged, type Minutes } from '$lib/ingest/merge-minutes';

const CHUNK = 50;

function held(minutes: number[]): HeldPart {
  const part = { ...emptyMinutes(minutes.length, 1), minutes: Int32Array.from(minutes) };
  part.rows.fill(1);
  part.count.fill(1);
  minutes.forEach((minute, at) => (part.sum[at] = part.min[at] = part.max[at] = minute / 7));
  return new HeldPart(part, [0]);
}

const plain = ({ minutes, rows, sum, count }: Minutes) =>
  Array.from(minutes, (minute, at) => [minute, rows[at], sum[at], count[at]]);
const allOf = (chunks: Iterable<Minutes>) => [...chunks].flatMap(plain);

/** Slices of minutes in order of time; neighbours share a minute now and then, as slices cut within one do. */
const slices = fc
  .array(fc.record({ length: fc.integer({ min: 1, max: 90 }), gap: fc.constantFrom(0, 1, 1, 7) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((cuts) => {
    let minute = 1000;
    return cuts.map(({ length, gap }) => {
      minute += gap;
      const minutes = Array.from({ length }, (_, at) => minute + at);
      minute += length - 1;
      return minutes;
    });
  });

function run(parts: HeldPart[], arrival: number[]) {
  const early = new EarlyMinutes(1, CHUNK);
  const chunks: ReturnType<typeof plain>[] = [];
  for (const order of arrival) {
    early.add(order, parts[order]);
    for (let chunk = early.take(); chunk; chunk = early.take()) chunks.push(plain(chunk));
  }
  return { early, chunks };
}

test('what is taken early and the rest are all minutes, in whatever order the slices come', () => {
  fc.assert(
    fc.property(
      slices.chain((cut) =>
        fc.tuple(
          fc.constant(cut),
          fc.shuffledSubarray(
            cut.map((_, at) => at),
            { minLength: cut.length, maxLength: cut.length },
          ),
        ),
      ),
      ([cut, arrival]) => {
        const parts = cut.map(held);
        const { early, chunks } = run(parts, arrival);
        for (const chunk of chunks) expect(chunk).toHaveLength(CHUNK);
        const rest = mergeStaged(parts, 1, CHUNK, early.takenUntil + 1);
        expect([...chunks.flat(), ...allOf(rest)]).toEqual(allOf(mergeStaged(cut.map(held), 1, CHUNK)));
      },
    ),
  );
});

const minutesFrom = (first: number, length: number) => Array.from({ length }, (_, at) => first + at);

test('an export in order is written but for its newest minutes', () => {
  const { chunks } = run(
    [0, 1, 2, 3].map((at) => held(minutesFrom(at * 100, 100))),
    [0, 1, 2, 3],
  );
  expect(chunks).toHaveLength(5);
});

test('a minute that comes after later ones were taken is noticed', () => {
  const parts = [minutesFrom(1000, 400), minutesFrom(900, 10)].map(held);
  expect(() => run(parts, [0, 1])).toThrow(OutOfOrderError);
});

test('a clock set back by an hour does no harm', () => {
  const { chunks } = run([minutesFrom(1000, 400), minutesFrom(1340, 400)].map(held), [0, 1]);
  expect(chunks.flat().filter(([minute]) => minute === 1345)).toEqual([[1345, 2, (2 * 1345) / 7, 2]]);
});

test('a part that was let go of is not read', () => {
  const part = held(minutesFrom(0, 3));
  part.release();
  expect(() => part.read(0, 3)).toThrow('were let go of');
});
