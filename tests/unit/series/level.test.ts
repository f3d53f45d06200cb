import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseLevel, niceBucketSeconds } from '$lib/series/level';

const HOUR = 3_600_000;

test.each([
  ['a year', 365 * 24 * HOUR, 1000, 1, 'hour', 12 * 3600],
  ['a month', 30 * 24 * HOUR, 1000, 1, 'hour', 3600],
  ['a week', 7 * 24 * HOUR, 1000, 1, 'minute', 900],
  ['a day', 24 * HOUR, 1000, 1, 'minute', 120],
  ['eight hours', 8 * HOUR, 1000, 1, 'minute', 60],
  ['five hours', 5 * HOUR, 1000, 1, 'raw', 60],
  ['a minute', 60_000, 1000, 1, 'raw', 60],
  ['an hour of minutes', HOUR, 1000, 60, 'minute', 60],
  ['an hour of quarters', HOUR, 1000, 900, 'minute', 900],
  ['a day of daily values', 24 * HOUR, 1000, 86_400, 'hour', 86_400],
  ['twenty years', 20 * 365 * 24 * HOUR, 300, 1, 'hour', 28 * 86_400],
] as const)('%s', (_, spanMs, widthPx, interval, level, bucketSeconds) => {
  expect(chooseLevel(spanMs, widthPx, interval)).toEqual({ level, bucketSeconds });
});

test('no plot has more than one bucket a pixel, nor buckets shorter than the sampling interval', () => {
  const positive = (max: number) => fc.double({ min: 1, max, noNaN: true });
  fc.assert(
    fc.property(
      positive(1e13),
      fc.integer({ min: 1, max: 8000 }),
      positive(1e6),
      (spanMs, widthPx, interval) => {
        const { level, bucketSeconds } = chooseLevel(spanMs, widthPx, interval);
        expect(bucketSeconds).toBeGreaterThanOrEqual(interval);
        expect(spanMs / 1000 / bucketSeconds).toBeLessThanOrEqual(widthPx);
        expect(bucketSeconds % (level === 'hour' ? 3600 : 60)).toBe(0);
      },
    ),
  );
});

test('buckets beyond four weeks are whole days', () => {
  expect(niceBucketSeconds(30 * 86_400 + 1)).toBe(31 * 86_400);
});
