import { describe, expect, it } from 'vitest';
import { formatDuration, formatInstant, offsetText } from '$lib/series/format-time';

describe('an instant in words', () => {
  it('says the plant’s clock and its offset', () => {
    expect(formatInstant(Date.UTC(2024, 2, 31, 1), 'Europe/Berlin')).toBe('Sun 31 Mar 2024 03:00 UTC+2');
    expect(formatInstant(Date.UTC(2024, 2, 31, 0, 59, 58), 'Europe/Berlin')).toBe(
      'Sun 31 Mar 2024 01:59:58 UTC+1',
    );
  });

  it('names offsets with minutes and west of Greenwich', () => {
    expect(offsetText(0, 'Asia/Kolkata')).toBe('UTC+5:30');
    expect(offsetText(Date.UTC(2024, 0, 1), 'America/New_York')).toBe('UTC-5');
    expect(offsetText(0, 'UTC')).toBe('UTC');
  });
});

describe('a length of time in words', () => {
  it.each([
    [250, '0.25 s'],
    [45_000, '45 s'],
    [60_000, '1 min'],
    [8_040_000, '2 h 14 min'],
    [3_599_600, '1 h'],
    [86_400_000 * 3, '3 d'],
    [86_400_000 + 3_600_000, '1 d 1 h'],
    [-45_000, '45 s'],
    [0, '0 s'],
  ])('says %d ms as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});
