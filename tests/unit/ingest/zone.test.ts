import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allZones, isZone, wallToUtc, zoneConverter, zoneOffsetMs } from '$lib/ingest/zone';

const HOUR = 3_600_000;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];
const instants = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) });

describe.each(ZONES)('%s', (zone) => {
  test('wall time and back: the same instant, or the first of two with the same wall time', () => {
    const convert = zoneConverter(zone);
    fc.assert(
      fc.property(instants, (utc) => {
        const wall = utc + zoneOffsetMs(utc, zone);
        const back = convert(wall);
        expect(back + zoneOffsetMs(back, zone)).toBe(wall);
        expect(back).toBeLessThanOrEqual(utc);
        expect(utc - back).toBeLessThanOrEqual(HOUR);
        if (zoneOffsetMs(utc - HOUR, zone) === zoneOffsetMs(utc, zone)) expect(back).toBe(utc);
      }),
    );
  });

  test('any wall time converts as it does alone, in any order', () => {
    const convert = zoneConverter(zone);
    fc.assert(
      fc.property(fc.array(instants, { maxLength: 5 }), (walls) => {
        expect(walls.map(convert)).toEqual(walls.map((wall) => zoneConverter(zone)(wall)));
      }),
      { numRuns: 20 },
    );
  });
});

test.each<[string, string, string, string]>([
  ['Europe/Berlin', 'ordinary', '2024-07-01T12:00:00Z', '2024-07-01T10:00:00.000Z'],
  ['Europe/Berlin', 'skipped', '2024-03-31T02:30:00Z', '2024-03-31T01:30:00.000Z'],
  ['Europe/Berlin', 'after the skipped hour', '2024-03-31T03:00:00Z', '2024-03-31T01:00:00.000Z'],
  ['Europe/Berlin', 'repeated', '2024-10-27T02:30:00Z', '2024-10-27T00:30:00.000Z'],
  ['Europe/Berlin', 'after the repeated hour', '2024-10-27T03:00:00Z', '2024-10-27T02:00:00.000Z'],
  ['America/New_York', 'skipped', '2024-03-10T02:15:00Z', '2024-03-10T07:15:00.000Z'],
  ['America/New_York', 'repeated', '2024-11-03T01:15:00Z', '2024-11-03T05:15:00.000Z'],
  ['Asia/Kolkata', 'half an hour', '2024-01-01T00:00:00Z', '2023-12-31T18:30:00.000Z'],
  ['Australia/Lord_Howe', 'repeated half hour', '2024-04-07T01:45:00Z', '2024-04-06T14:45:00.000Z'],
  ['Australia/Lord_Howe', 'skipped half hour', '2024-10-06T02:15:00Z', '2024-10-05T15:45:00.000Z'],
])('%s, %s: %s', (zone, _what, wall, utc) => {
  expect(new Date(wallToUtc(Date.parse(wall), zone)).toISOString()).toBe(utc);
});

test('no time stays no time, and zones are known by name', () => {
  expect(wallToUtc(Number.NaN, 'Europe/Berlin')).toBeNaN();
  expect([isZone('Europe/Berlin'), isZone('Mars/Olympus')]).toEqual([true, false]);
  expect(() => zoneConverter('Mars/Olympus')).toThrow(RangeError);
  expect(allZones()[0]).toBe('UTC');
  expect(allZones()).toContain('America/New_York');
});
