import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barLayout, niceTicks } from '$lib/ui/energy/bars';
import { bucketName, resetWords } from '$lib/ui/energy/words';

test('ticks begin at zero, cover the highest value and are few', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (most) => {
      const ticks = niceTicks(most);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-9));
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }),
  );
  expect(niceTicks(0)).toEqual([0, 1]);
});

test('bars stand in their time, are as high as their value, and nothing known has none', () => {
  const period = { fromMs: 0, toMs: 300 };
  const size = { widthPx: 300, heightPx: 100 };
  const { bars, top } = barLayout([0, 100, 200, 300], Float64Array.of(5, Number.NaN, 20), period, size);
  expect(top).toBe(20);
  expect(bars).toEqual([
    { at: 0, left: 0, width: 97, top: 75, height: 25 },
    { at: 2, left: 200, width: 97, top: 0, height: 100 },
  ]);
});

test('buckets are named by the clock of the zone', () => {
  const ms = Date.UTC(2024, 2, 31, 22);
  expect(bucketName(ms, 'day', 'Europe/Berlin')).toBe('Mon 1 Apr 2024');
  expect(bucketName(ms, 'month', 'UTC')).toBe('Mar 2024');
  expect(bucketName(ms, 'hour', 'UTC')).toBe('Sun 31 Mar 22:00');
});

test('resets are told in words', () => {
  expect(resetWords({ kind: 'daily', minuteOfDay: 1, count: 2 })).toContain('each day at 00:01 (2 resets');
  expect(resetWords({ kind: 'irregular', count: 1 })).toBe('1 reset at no regular time');
});
