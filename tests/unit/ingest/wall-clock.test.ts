import { expect, test } from 'vitest';
import { foldAt } from '$lib/ingest/fold-at';
import { planSource } from '$lib/ingest/plan';
import { rollUpText } from '$lib/ingest/rollup-text';
import { scanSlice } from '$lib/ingest/scan';
import { cutSlices } from '$lib/ingest/slices';
import { WallClock } from '$lib/ingest/wall-clock';
import { zoneOffsetMs } from '$lib/ingest/zone';
import { collect } from '../support/collect';

const HOUR = 3_600_000;
/** Clocks in Berlin go back from 3 to 2 at 01:00 UTC of 27 October 2024, in Lord Howe by half an hour at 15:00 UTC of 6 April. */
const CHANGES = [
  ['Europe/Berlin', Date.UTC(2024, 9, 27, 1)],
  ['America/New_York', Date.UTC(2024, 10, 3, 6)],
  ['Australia/Lord_Howe', Date.UTC(2024, 3, 6, 15)],
] as const;

const utcTimes = (change: number, stepMs: number) =>
  Array.from({ length: Math.ceil((6 * HOUR) / stepMs) }, (_, at) => change - 3 * HOUR + at * stepMs);

for (const [zone, change] of CHANGES) {
  for (const minutes of [1 / 60, 1, 10, 15, 30, 60]) {
    const stepMs = minutes * 60_000;
    if (zone === 'Australia/Lord_Howe' && minutes === 60) continue;
    test(`${zone}, a row every ${minutes} min: both occurrences of the hour are told apart, forward and back`, () => {
      const utc = utcTimes(change, stepMs);
      const walls = utc.map((ms) => ms + zoneOffsetMs(ms, zone));
      const forward = new WallClock(zone, { stepMs, newestFirst: false });
      expect(walls.map((wall) => forward.toUtc(wall))).toEqual(utc);
      const back = new WallClock(zone, { stepMs, newestFirst: true });
      expect([...walls].reverse().map((wall) => back.toUtc(wall))).toEqual([...utc].reverse());
    });
  }
}

test('rows a little out of order, doubled rows and gaps do not begin the hour again', () => {
  const clock = new WallClock('Europe/Berlin', { stepMs: 1000, newestFirst: false });
  const wall = (hour: number, minute: number, second = 0) => Date.UTC(2024, 9, 27, hour, minute, second);
  const walls = [
    wall(1, 20),
    wall(2, 0),
    wall(2, 0),
    wall(2, 0, 30),
    wall(2, 0, 28),
    wall(2, 50),
    wall(2, 50),
  ];
  expect(walls.map((ms) => ms - clock.toUtc(ms))).toEqual(walls.map(() => 2 * HOUR));
  expect(wall(2, 0) - clock.toUtc(wall(2, 0))).toBe(HOUR);
  expect(wall(3, 0) - clock.toUtc(wall(3, 0))).toBe(HOUR);
});

test.each([false, true])(
  'however a file is cut, slices know the hour they begin in (newest first: %s)',
  async (newestFirst) => {
    const zone = 'Europe/Berlin';
    const utc = utcTimes(Date.UTC(2024, 9, 27, 1), 20_000);
    const ordered = newestFirst ? [...utc].reverse() : utc;
    const rows = ordered.map(
      (ms) => `${new Date(ms + zoneOffsetMs(ms, zone)).toISOString().slice(0, 19)};1\n`,
    );
    const bytes = new TextEncoder().encode(`t;a\n${rows.join('')}`);
    const source = { fileName: 'a.csv', sizeBytes: bytes.length, head: bytes, tail: bytes };
    const plan = planSource(source, { zone });
    expect(plan.pace).toEqual({ stepMs: 20_000, newestFirst });
    const read = async (start: number, end: number) => bytes.subarray(start, end);
    for (const target of [50, 1000, 10_000]) {
      const minutes = new Map<number, number>();
      for (const range of await collect(
        cutSlices(read, plan.dialect, plan.dataStart, bytes.length, target),
      )) {
        const fold = await foldAt(read, plan, range.start, bytes.length);
        const slice = { source: 0, order: 0, ...range, fold };
        const part = rollUpText(scanSlice(slice, plan, bytes.subarray(range.start, range.end), null), plan);
        part.minutes.forEach((minute, at) => minutes.set(minute, (minutes.get(minute) ?? 0) + part.rows[at]));
      }
      expect([...minutes.keys()].sort()).toEqual([...new Set(utc.map((ms) => Math.floor(ms / 60_000)))]);
      expect([...minutes.values()].every((count) => count === 3)).toBe(true);
    }
  },
);
