import { expect, test } from 'vitest';
import { gridOver, scatter } from '$lib/series/grid';

test('a grid holds every bucket that the range touches, aligned to the epoch', () => {
  const grid = gridOver({ fromMs: 61_000, toMs: 240_001 }, 60_000);
  expect([...grid.timesMs()]).toEqual([60_000, 120_000, 180_000, 240_000]);
  expect(gridOver({ fromMs: 60_000, toMs: 120_000 }, 60_000).length).toBe(1);
  expect(gridOver({ fromMs: 60_000, toMs: 60_000 }, 60_000).length).toBe(0);
});

test('sparse buckets in any order land on the grid, gaps are NaN, others are left out', () => {
  const grid = gridOver({ fromMs: 0, toMs: 4000 }, 1000);
  const values = scatter(
    grid,
    Float64Array.of(3000, 0, 9000, -1000),
    Float64Array.of(3, 1, 9, 7),
    Number.NaN,
  );
  expect([...values]).toEqual([1, NaN, NaN, 3]);
});

test('a bucket must have a width', () => {
  expect(() => gridOver({ fromMs: 0, toMs: 1 }, 0)).toThrow('bucket of 0 ms');
});
