import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureInterval } from '$lib/quality/interval';
import { judgeTimeline } from '$lib/quality/timeline';
import type { Timeline } from '$lib/quality/types';
import { kindsOf, START } from './support';

/** Rows counted by minute, from stamps in seconds since the start. */
function timelineOf(stamps: Iterable<number>, start = START): Timeline {
  const rows = new Map<number, number>();
  for (const second of stamps) {
    const minute = start + Math.floor(second / 60);
    rows.set(minute, (rows.get(minute) ?? 0) + 1);
  }
  const minutes = [...rows.keys()].sort((a, b) => a - b);
  return { minutes: Int32Array.from(minutes), rows: Float64Array.from(minutes, (at) => rows.get(at) ?? 0) };
}

const HOUR = 3600;
const DAY = 24 * HOUR;
const every = (seconds: number, until = DAY) =>
  Array.from({ length: Math.ceil(until / seconds) }, (_, at) => at * seconds);
const intervals = fc.constantFrom(1, 2, 5, 10, 60, 120, 300);
/** Stamps while the clock is off by `by` seconds in [from, to). */
const shifted = (stamps: readonly number[], from: number, to: number, by: number) =>
  stamps.map((second) => (second >= from && second < to ? second + by : second));

describe('the measured interval', () => {
  it.each([0.5, 1, 2, 10, 20, 30, 60, 300, 900, 3600])('of readings every %d s is that', (seconds) => {
    const { minutes, rows } = timelineOf(every(seconds, 20 * DAY));
    expect(measureInterval(minutes, rows)).toMatchObject({ seconds, regular: true });
  });

  it('of readings every 45 s is near that though minutes hold one or two', () => {
    const { minutes, rows } = timelineOf(every(45));
    expect(measureInterval(minutes, rows).seconds).toBeCloseTo(45, 1);
  });

  it('of a logger set to 1 s that misses one in twenty is 1 s', () => {
    const { minutes, rows } = timelineOf(
      every(1).filter((second) => (second * 7919) % 20 !== 0 || second % 977 < 60),
    );
    expect(measureInterval(minutes, rows)).toMatchObject({ seconds: 1, regular: true });
  });

  it('of too few readings is not known', () => {
    expect(measureInterval(Int32Array.of(5), Float64Array.of(1)).seconds).toBeNaN();
    expect(measureInterval(new Int32Array(), new Float64Array()).seconds).toBeNaN();
  });
});

describe('rows', () => {
  it('that come regularly give no finding', () => {
    fc.assert(
      fc.property(intervals, (seconds) => {
        expect(judgeTimeline(timelineOf(every(seconds)), true).findings).toEqual([]);
      }),
    );
  });

  it('that are missing are a gap of their length, at their place', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 10, 60),
        fc.integer({ min: 60, max: 1200 }),
        fc.integer({ min: 5, max: 200 }),
        (seconds, from, length) => {
          const stamps = every(seconds).filter((s) => s < from * 60 || s >= (from + length) * 60);
          const { findings } = judgeTimeline(timelineOf(stamps), false);
          expect(kindsOf(findings)).toEqual(['no rows']);
          expect(findings[0].spans).toEqual([{ from: START + from, to: START + from + length }]);
          expect(findings[0].count).toBe(length);
        },
      ),
    );
  });

  it('exported twice are told from a clock step by their having no gap of that length', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 10, 60),
        fc.integer({ min: 60, max: 1000 }),
        fc.integer({ min: 10, max: 200 }),
        (seconds, from, length) => {
          const stamps = every(seconds);
          const again = stamps.filter((s) => s >= from * 60 && s < (from + length) * 60);
          const { findings } = judgeTimeline(timelineOf([...stamps, ...again]), false);
          expect(kindsOf(findings)).toEqual(['duplicates']);
          expect(findings[0].spans).toEqual([{ from: START + from, to: START + from + length }]);
        },
      ),
    );
  });

  it('under a clock that was off for a while are one clock step, forward or back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 10, 60),
        fc.integer({ min: 200, max: 700 }),
        fc.integer({ min: 120, max: 500 }),
        fc.constantFrom(-60, -30, 7, 45),
        (seconds, from, length, by) => {
          const stamps = shifted(every(seconds), from * 60, (from + length) * 60, by * 60);
          const { findings } = judgeTimeline(timelineOf(stamps), false);
          expect(kindsOf(findings)).toEqual(['clock step']);
          expect(findings).toHaveLength(1);
          expect(findings[0].count).toBe(Math.abs(by));
          const first = by < 0 ? from + by : from + by;
          expect(findings[0].spans).toEqual(
            [{ from: START + first, to: START + from + length + by }].map((span) =>
              by < 0 ? span : { ...span, from: START + from + by },
            ),
          );
          expect(findings[0].words).toContain(by < 0 ? 'went back' : 'went forward');
        },
      ),
    );
  });

  it('of local time without offset show the hours of daylight saving', () => {
    // 2024-03-31 02:00 is skipped in Europe, 2024-10-27 02:00 comes twice.
    const spring = Date.UTC(2024, 2, 31) / 60_000;
    const skipped = every(60).filter((s) => s < 2 * HOUR || s >= 3 * HOUR);
    expect(judgeTimeline(timelineOf(skipped, spring), true).findings).toMatchObject([
      { kind: 'clock step', words: expect.stringContaining('begins in Europe') },
    ]);
    expect(judgeTimeline(timelineOf(skipped, spring), false).findings).toMatchObject([{ kind: 'no rows' }]);
    const autumn = Date.UTC(2024, 9, 27) / 60_000;
    const twice = [...every(60), ...every(60).filter((s) => s >= 2 * HOUR && s < 3 * HOUR)];
    expect(judgeTimeline(timelineOf(twice, autumn), true).findings).toMatchObject([
      { kind: 'clock step', words: expect.stringContaining('ends in Europe') },
    ]);
  });

  it('that stand twice now and then are counted', () => {
    const stamps = [...every(1), 100, 5000, 5001, 70_000];
    const { findings } = judgeTimeline(timelineOf(stamps), false);
    expect(findings).toMatchObject([{ kind: 'duplicates', count: 4 }]);
  });
});
