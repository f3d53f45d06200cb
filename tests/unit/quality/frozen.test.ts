import { describe, expect, it } from 'vitest';
import { joinFrozen } from '$lib/quality/frozen';
import { findingOver } from '$lib/quality/runs';

const flat = (tag: string, from: number, to: number) =>
  findingOver([{ from, to }], {
    ...{ kind: 'flat-line', tag, quality: 'bad', excluded: true, words: 'Stood.', count: to - from },
  });

describe('flat-lines of many sensors at once', () => {
  const many = Array.from({ length: 6 }, (_, at) => flat(`t${at}`, 100 + (at % 3), 400 - (at % 2)));
  const alone = flat('t0', 2000, 2100);

  it('are one finding of all sensors', () => {
    const found = joinFrozen([...many, alone], 8);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject({
      tag: null,
      quality: 'bad',
      excluded: true,
      spans: [{ from: 100, to: 400 }],
    });
    expect(found[0].words).toContain('6 of 8 moving sensors');
    expect(found[1]).toBe(alone);
  });

  it('stay apart when they are few, or a small part of the plant', () => {
    expect(joinFrozen(many, 40)).toEqual(many);
    expect(joinFrozen(many.slice(0, 3), 4)).toEqual(many.slice(0, 3));
  });
});
