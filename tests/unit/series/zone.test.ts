import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayStarts, instantOf, startOfDay, wallMs, zoneOffsetMs } from '$lib/series/zone';

const HOUR = 3_600_000;
const BERLIN = 'Europe/Berlin';
const instant = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2035, 0) });
const zone = fc.constantFrom('UTC', BERLIN, 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');

describe('the plant’s clock', () => {
  it('is one hour ahead of UTC in Berlin’s winter and two in its summer', () => {
    expect(zoneOffsetMs(Date.UTC(2024, 0, 15), BERLIN)).toBe(HOUR);
    expect(zoneOffsetMs(Date.UTC(2024, 6, 15), BERLIN)).toBe(2 * HOUR);
  });

  it('changes at 01:00 UTC on the days daylight saving starts and ends', () => {
    for (const [start, before, after] of [
      [Date.UTC(2024, 2, 31, 1), 1, 2],
      [Date.UTC(2024, 9, 27, 1), 2, 1],
    ]) {
      expect(zoneOffsetMs(start - 1, BERLIN)).toBe(before * HOUR);
      expect(zoneOffsetMs(start, BERLIN)).toBe(after * HOUR);
    }
  });

  it('turns a wall clock that it shows twice into the first instant', () => {
    expect(instantOf(Date.UTC(2024, 9, 27, 2, 30), BERLIN)).toBe(Date.UTC(2024, 9, 27, 0, 30));
  });

  it('turns a wall clock that it skips into the moment of the jump', () => {
    expect(instantOf(Date.UTC(2024, 2, 31, 2, 30), BERLIN)).toBe(Date.UTC(2024, 2, 31, 1));
  });

  it('gives back an instant from its wall clock, or the earlier one that shows the same', () => {
    fc.assert(
      fc.property(instant, zone, (ms, name) => {
        const back = instantOf(wallMs(ms, name), name);
        expect(back).toBeLessThanOrEqual(ms);
        expect(wallMs(back, name)).toBe(wallMs(ms, name));
      }),
    );
  });

  it('agrees with Intl about the hour and minute', () => {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'Australia/Lord_Howe', timeStyle: 'short' });
    fc.assert(
      fc.property(instant, (ms) => {
        const wall = new Date(wallMs(ms, 'Australia/Lord_Howe')).toISOString().slice(11, 16);
        expect(wall).toBe(format.format(ms));
      }),
    );
  });

  it('throws for a zone that nobody knows', () => {
    expect(() => zoneOffsetMs(0, 'Mars/Olympus')).toThrow(/Mars\/Olympus/);
  });
});

describe('days on the plant’s clock', () => {
  const lengths = (from: number, to: number) => {
    const starts = dayStarts(from, to, BERLIN);
    return starts.slice(1).map((ms, i) => (ms - starts[i]) / HOUR);
  };

  it('have 23 hours when daylight saving starts and 25 when it ends', () => {
    expect(lengths(Date.UTC(2024, 2, 29, 12), Date.UTC(2024, 3, 2))).toEqual([24, 23, 24]);
    expect(lengths(Date.UTC(2024, 9, 25, 12), Date.UTC(2024, 9, 29))).toEqual([24, 25, 24]);
  });

  it('start at or before each of their instants, less than 26 hours ago', () => {
    fc.assert(
      fc.property(instant, zone, (ms, name) => {
        const start = startOfDay(ms, name);
        expect(start).toBeLessThanOrEqual(ms);
        expect(ms - start).toBeLessThan(26 * HOUR);
        expect(dayStarts(start, ms + 1, name)[0]).toBe(start);
      }),
    );
  });
});
