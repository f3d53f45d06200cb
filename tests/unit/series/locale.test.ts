import { afterEach, describe, expect, it } from 'vitest';
import { formatTicks, formatValue } from '$lib/series/format-value';
import { setLocale, styleOf } from '$lib/series/locale';
import { formatBytes, formatCount } from '$lib/ui/format';
import { formatDay, formatTime, toInput } from '$lib/ui/zoned';

afterEach(() => setLocale(null));

describe('numbers and dates in a locale', () => {
  const ms = Date.UTC(2024, 2, 31, 14, 5);

  it.each([
    [null, '12\u202f346', '73.6', '2024-03-31 14:05', '[0.0 0.2]', '1,234'],
    ['de-DE', '12.346', '73,6', '31.03.2024 14:05', '[0,0 0,2]', '1.234'],
    ['en-US', '12,346', '73.6', '03/31/2024 14:05', '[0.0 0.2]', '1,234'],
    ['en-GB', '12,346', '73.6', '31/03/2024 14:05', '[0.0 0.2]', '1,234'],
    ['sv-SE', '12\u00a0346', '73,6', '2024-03-31 14:05', '[0,0 0,2]', '1\u00a0234'],
  ])('are written as in %s', (tag, thousands, decimal, time, ticks, count) => {
    setLocale(tag);
    expect(formatValue(12_345.6)).toBe(thousands);
    expect(formatValue(73.61)).toBe(decimal);
    expect(formatTime(ms, 'UTC')).toBe(time);
    expect(formatDay(ms, 'UTC')).toBe(time.slice(0, -6));
    expect(`[${formatTicks([0, 0.2]).join(' ')}]`).toBe(ticks);
    expect(formatCount(1234)).toBe(count);
  });

  it('leave inputs and zeros as they are', () => {
    setLocale('de-DE');
    expect(toInput(ms, 'UTC')).toBe('2024-03-31T14:05:00');
    expect(formatTicks([-0.0001, 0])).toEqual(['\u22120,0001', '0,0000']);
    expect(formatBytes(16_900_000_000)).toBe('16,9 GB');
  });

  it('write every tick in full, also at steps of 2.5', () => {
    expect(formatTicks([25, 27.5, 30])).toEqual(['25.0', '27.5', '30.0']);
    expect(formatTicks([0, 0.25, 0.5])).toEqual(['0.00', '0.25', '0.50']);
    expect(formatTicks([0, 2, 4])).toEqual(['0', '2', '4']);
  });

  it('fall back to the plain style for a tag that is none', () => {
    expect([styleOf('no tag').tag, styleOf('').tag]).toEqual([null, null]);
  });

  it('write the day of the zone, not of UTC', () => {
    setLocale('de-DE');
    expect(formatTime(Date.UTC(2024, 2, 30, 23, 30), 'Europe/Berlin')).toBe('31.03.2024 00:30');
  });
});
