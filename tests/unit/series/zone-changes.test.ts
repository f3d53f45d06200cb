import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayStarts, zoneOffsetMs } from '$lib/series/zone';
import { clockChanges } from '$lib/series/zone-changes';

const YEAR_2024 = [Date.UTC(2024, 0, 1), Date.UTC(2025, 0, 1)] as const;

describe('changes of the clock', () => {
  it.each<[zone: string, changes: [at: string, minutes: number][]]>([
    [
      'Europe/Berlin',
      [
        ['2024-03-31T01:00Z', 60],
        ['2024-10-27T01:00Z', -60],
      ],
    ],
    [
      'America/Chicago',
      [
        ['2024-03-10T08:00Z', 60],
        ['2024-11-03T07:00Z', -60],
      ],
    ],
    [
      'Australia/Lord_Howe',
      [
        ['2024-04-06T15:00Z', -30],
        ['2024-10-05T15:30Z', 30],
      ],
    ],
  ])('of %s are on the days of 2024 that the law has', (zone, changes) => {
    expect(clockChanges(...YEAR_2024, zone)).toEqual(
      changes.map(([at, minutes]) => ({ atMs: Date.parse(at), minutes })),
    );
  });

  it('are none where the clock is left alone', () => {
    expect(clockChanges(...YEAR_2024, 'UTC')).toEqual([]);
    expect(clockChanges(...YEAR_2024, 'Asia/Kolkata')).toEqual([]);
  });

  it('make just the days that are not 24 hours long', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'America/Santiago');
    fc.assert(
      fc.property(zone, fc.integer({ min: 1995, max: 2035 }), (name, year) => {
        const [from, to] = [Date.UTC(year, 0, 10), Date.UTC(year, 11, 20)];
        const starts = dayStarts(from, to, name);
        const odd = starts.slice(1).filter((start, at) => start - starts[at] !== 86_400_000);
        const changes = clockChanges(starts[0], starts[starts.length - 1], name);
        expect(changes).toHaveLength(odd.length);
        changes.forEach(({ atMs, minutes }, at) => {
          expect(zoneOffsetMs(atMs, name) - zoneOffsetMs(atMs - 1, name)).toBe(minutes * 60_000);
          expect(atMs).toBeLessThanOrEqual(odd[at]);
          expect(odd[at] - atMs).toBeLessThan(26 * 3_600_000);
        });
      }),
      { numRuns: 40 },
    );
  });
});
