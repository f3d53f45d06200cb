import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markGaps } from '$lib/series/gap-marks';
import { mergeReadings } from '$lib/series/merge-readings';
import { reduceReadings, reductionBucketMs, type Readings } from '$lib/series/min-max';

const plain = ({ timesMs, columns }: Readings) => [[...timesMs], ...columns.map((c) => [...c])];
const part = ({ timesMs, columns }: Readings, from: number, to: number): Readings => ({
  timesMs: timesMs.slice(from, to),
  columns: columns.map((c) => c.slice(from, to)),
});

const cell = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(Number.NaN));
const readings = fc
  .integer({ min: 1, max: 3 })
  .chain((columns) =>
    fc.array(
      fc.tuple(fc.integer({ min: 0, max: 3 }), fc.array(cell, { minLength: columns, maxLength: columns })),
      {
        minLength: 1,
        maxLength: 60,
      },
    ),
  )
  .map((rows): Readings => {
    let ms = 0;
    return {
      timesMs: Float64Array.from(rows, ([step]) => (ms += step)),
      columns: rows[0][1].map((_, c) => Float64Array.from(rows, ([, cells]) => cells[c])),
    };
  });

test('every excursion of every column survives in its bucket', () => {
  fc.assert(
    fc.property(readings, fc.integer({ min: 1, max: 20 }), (all, bucketMs) => {
      const reduced = reduceReadings(all, 0, bucketMs);
      const extremes = ({ timesMs, columns }: Readings) =>
        columns.map((values) => {
          const byBucket = new Map<number, [number, number]>();
          values.forEach((value, row) => {
            if (Number.isNaN(value)) return;
            const bucket = Math.floor(timesMs[row] / bucketMs);
            const [low, high] = byBucket.get(bucket) ?? [value, value];
            byBucket.set(bucket, [Math.min(low, value), Math.max(high, value)]);
          });
          return [...byBucket];
        });
      expect(extremes(reduced)).toEqual(extremes(all));
    }),
  );
});

test('reducing parts and then their concatenation gives the same, whatever the split', () => {
  fc.assert(
    fc.property(readings, fc.integer({ min: 1, max: 20 }), fc.nat(60), (all, bucketMs, split) => {
      const reduce = (r: Readings) => reduceReadings(r, 0, bucketMs);
      const at = Math.min(split, all.timesMs.length);
      const [before, after] = [reduce(part(all, 0, at)), reduce(part(all, at, all.timesMs.length))];
      const joined: Readings = {
        timesMs: Float64Array.of(...before.timesMs, ...after.timesMs),
        columns: before.columns.map((c, i) => Float64Array.of(...c, ...after.columns[i])),
      };
      expect(plain(reduce(joined))).toEqual(plain(reduce(all)));
    }),
  );
});

test('a reduced plot has at most 4 rows a pixel, whatever the number of columns', () => {
  for (const columns of [1, 2, 5]) {
    const rows = 20_000;
    const all: Readings = {
      timesMs: Float64Array.from({ length: rows }, (_, i) => i * 1000),
      columns: Array.from({ length: columns }, (_, c) =>
        Float64Array.from({ length: rows }, (__, i) => Math.sin(i * (c + 1.7))),
      ),
    };
    const bucketMs = reductionBucketMs(rows * 1000, 300, columns);
    const { length } = reduceReadings(all, 0, bucketMs).timesMs;
    expect(length).toBeLessThanOrEqual(4 * 300);
    expect(length).toBeGreaterThan(2 * 300);
  }
});

test('a gap is marked by a row of NaN, which reducing keeps', () => {
  const marked = markGaps(
    { timesMs: Float64Array.of(0, 1, 2, 50, 51), columns: [Float64Array.of(1, 2, 3, 4, 5)] },
    3,
  );
  expect(plain(marked)).toEqual([
    [0, 1, 2, 3.5, 50, 51],
    [1, 2, 3, NaN, 4, 5],
  ]);
  expect(plain(reduceReadings(marked, 0, 10))).toEqual([
    [0, 2, 3.5, 50, 51],
    [1, 3, NaN, 4, 5],
  ]);
});

test('parts are merged by time; rows of equal time that complete each other become one', () => {
  const a: Readings = {
    timesMs: Float64Array.of(5, 1, 5),
    columns: [Float64Array.of(1, 2, 3), Float64Array.of(NaN, NaN, NaN)],
  };
  const b: Readings = {
    timesMs: Float64Array.of(1, 3),
    columns: [Float64Array.of(NaN, NaN), Float64Array.of(7, 8)],
  };
  expect(plain(mergeReadings([a, b], 2))).toEqual([
    [1, 3, 5, 5],
    [2, NaN, 1, 3],
    [7, 8, NaN, NaN],
  ]);
  expect(plain(mergeReadings([], 1))).toEqual([[], []]);
});
