import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyMinutes, mergeMinutes, sliceMinutes, widen, type Minutes } from '$lib/ingest/merge-minutes';
import type { SlicePartial } from '$lib/ingest/types';

/** Readings [minute, value] of one tag, rolled up. */
function rollUp(readings: [number, number | null][]): Minutes {
  const keys = [...new Set(readings.map(([minute]) => minute))].sort((a, b) => a - b);
  const minutes = emptyMinutes(keys.length, 1);
  keys.forEach((key, row) => {
    const values = readings.filter(([minute]) => minute === key).map(([, value]) => value);
    const present = values.filter((value) => value !== null);
    minutes.minutes[row] = key;
    minutes.rows[row] = values.length;
    minutes.sum[row] = present.reduce((total, value) => total + value, 0);
    minutes.min[row] = present.length ? Math.min(...present) : 0;
    minutes.max[row] = present.length ? Math.max(...present) : 0;
    minutes.count[row] = present.length;
  });
  return minutes;
}

const readings = fc.array(
  fc.tuple(fc.integer({ min: -5, max: 5 }), fc.option(fc.integer({ min: -99, max: 99 }))),
  { maxLength: 40 },
);

test('minutes that straddle a cut come out as if they had not been cut', () => {
  fc.assert(
    fc.property(readings, readings, (a, b) => {
      expect(mergeMinutes(rollUp(a), rollUp(b), 1)).toEqual(rollUp([...a, ...b]));
    }),
  );
});

test('a range of minutes keeps its rows', () => {
  const all = rollUp([
    [1, 5],
    [2, 6],
    [3, null],
  ]);
  expect(sliceMinutes(all, 1, 3, 1)).toEqual(
    rollUp([
      [2, 6],
      [3, null],
    ]),
  );
});

test('tags of a source go to their places among the tags of the dataset', () => {
  const one = rollUp([[7, 4]]) as SlicePartial;
  expect([...widen(one, [2], 3).count]).toEqual([0, 0, 1]);
  expect([...widen(one, [2], 3).sum]).toEqual([0, 0, 4]);
  expect(widen(one, [0], 1)).toBe(one);
});
