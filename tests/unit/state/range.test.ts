import { expect, test } from 'vitest';
import { periodBefore, resolveRange, stepRange } from '$lib/state/range';

const HOUR = 3_600_000;
const bounds = { firstMs: 10 * HOUR, endMs: 40 * HOUR };

test('a preset counts back from the newest reading', () => {
  expect(resolveRange({ kind: 'preset', preset: '6h' }, bounds)).toEqual({
    fromMs: 34 * HOUR,
    toMs: 40 * HOUR,
  });
});

test('a preset longer than the data is all of the data', () => {
  const all = { fromMs: 10 * HOUR, toMs: 40 * HOUR };
  expect(resolveRange({ kind: 'preset', preset: '90d' }, bounds)).toEqual(all);
  expect(resolveRange({ kind: 'preset', preset: 'all' }, bounds)).toEqual(all);
});

test('the period before ends where the period starts, and is as long', () => {
  expect(periodBefore({ fromMs: 20, toMs: 30 })).toEqual({ fromMs: 10, toMs: 20 });
});

test('stepping forth and back returns', () => {
  const range = { fromMs: 20, toMs: 30 };
  expect(stepRange(stepRange(range, 1), -1)).toEqual(range);
  expect(stepRange(range, 2)).toEqual({ fromMs: 40, toMs: 50 });
});
