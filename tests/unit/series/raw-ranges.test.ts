import { expect, test } from 'vitest';
import { rawRanges } from '$lib/series/raw-ranges';

const block = (source: number, start: number, end: number) => ({
  source,
  start,
  end,
  minMs: start,
  maxMs: end,
});

test('adjacent and near blocks of a source are read in one go', () => {
  const ranges = rawRanges([
    block(0, 0, 10),
    block(0, 10, 20),
    block(0, 900_000, 900_010),
    block(1, 900_010, 900_020),
  ]);
  expect(ranges).toEqual([block(0, 0, 20), block(0, 900_000, 900_010), block(1, 900_010, 900_020)]);
});

test('more bytes than allowed are refused', () => {
  expect(rawRanges([block(0, 0, 10), block(1, 0, 11)], 20)).toBeNull();
  expect(rawRanges([], 20)).toEqual([]);
});
