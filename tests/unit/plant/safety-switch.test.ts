import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellsOfReadings,
  joinRanges,
  mixedCells,
  needsMinutes,
  refineCells,
  switchCells,
  switchHistory,
  type CellSource,
  type SwitchCell,
} from '$lib/plant/safety-switch';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const BIT = { threshold: 0.5, bit: true };

/** Buckets of one-second readings; NaN = no reading, and no row. */
function buckets(readings: number[], seconds: number) {
  const n = Math.ceil(readings.length / seconds);
  const parts = Array.from({ length: n }, (_, at) =>
    readings.slice(at * seconds, (at + 1) * seconds).filter((value) => !Number.isNaN(value)),
  );
  const column = (of: (part: number[]) => number) =>
    Float64Array.from(parts, (part) => (part.length ? of(part) : Number.NaN));
  return {
    timesMs: Float64Array.from(parts, (_, at) => at * seconds * SECOND),
    rows: Float64Array.from(parts, (part) => part.length),
    avg: column((part) => part.reduce((a, b) => a + b, 0) / part.length),
    min: column((part) => Math.min(...part)),
    max: column((part) => Math.max(...part)),
  };
}

const cellsFrom = (readings: number[], seconds: number, source: CellSource, fromMs = 0, toMs = Infinity) =>
  switchCells(buckets(readings, seconds), BIT, seconds * SECOND, SECOND, source, {
    fromMs,
    toMs: Math.min(toMs, readings.length * SECOND),
  });

/** Hours, the minutes of those that need it, and, when asked, the readings of mixed minutes. */
function drillDown(readings: number[], withReadings: boolean): SwitchCell[] {
  const hours = cellsFrom(readings, 3600, 'hour');
  const minutes = joinRanges(hours.filter(needsMinutes), 0).flatMap(({ fromMs, toMs }) =>
    cellsFrom(readings, 60, 'minute', fromMs, toMs),
  );
  const cells = refineCells(hours, minutes);
  if (!withReadings) return cells;
  const times = Float64Array.from(readings, (_, at) => at * SECOND);
  const exact = mixedCells(cells).flatMap((cell) =>
    cellsOfReadings(cell, times, Float64Array.from(readings), 0.5),
  );
  return refineCells(cells, exact);
}

const changesOf = (readings: number[]) =>
  readings.flatMap((value, at) =>
    at > 0 && value !== readings[at - 1] ? [{ atMs: at * SECOND, on: value === 1 }] : [],
  );

/** Three hours of a switch that changes at the seconds given. */
const switched = (seconds: number[]) => {
  const at = [...new Set(seconds)].sort((a, b) => a - b);
  return Array.from({ length: 3 * 3600 }, (_, second) => at.filter((s) => s <= second).length % 2);
};
const anySeconds = fc.array(fc.integer({ min: 1, max: 3 * 3600 - 1 }), { maxLength: 12 });

describe('changes of a switch, found from hours to minutes to readings', () => {
  it('are those of the readings themselves, to the second, however they lie', () => {
    fc.assert(
      fc.property(anySeconds, (seconds) => {
        const readings = switched(seconds);
        const { changes, stretches } = switchHistory(drillDown(readings, true), SECOND);
        expect(changes.map(({ atMs, on }) => ({ atMs, on }))).toEqual(changesOf(readings));
        expect(stretches.map(({ on }) => on)).not.toContain(null);
      }),
      { numRuns: 60 },
    );
  });

  it('are exact without the readings where a minute holds only one, and else within the error stated', () => {
    fc.assert(
      fc.property(anySeconds, (seconds) => {
        const readings = switched(seconds);
        const truth = changesOf(readings);
        const minuteOf = (ms: number) => Math.floor(ms / MINUTE);
        // In the first and last minute one of the two states beside it is not known.
        const alone = (ms: number) =>
          ms >= MINUTE &&
          ms < 3 * HOUR - MINUTE &&
          truth.filter(({ atMs }) => Math.abs(minuteOf(atMs) - minuteOf(ms)) <= 1).length === 1;
        const { changes } = switchHistory(drillDown(readings, false), SECOND);
        for (const { atMs, on } of truth.filter((change) => alone(change.atMs))) {
          expect(changes).toContainEqual({ atMs, on, errorMs: 0, from: 'counted' });
        }
        for (const { atMs, errorMs, from } of changes.filter((c) => c.from === 'minute')) {
          const near = Math.min(...truth.map((t) => Math.abs(t.atMs - atMs)));
          expect(near, from).toBeLessThanOrEqual(Math.max(errorMs, MINUTE));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keep the time that a switch was on', () => {
    fc.assert(
      fc.property(anySeconds, (seconds) => {
        const readings = switched(seconds);
        const { stretches } = switchHistory(drillDown(readings, true), SECOND);
        const onMs = stretches.reduce((sum, s) => sum + (s.on ? s.toMs - s.fromMs : 0), 0);
        expect(onMs).toBe(readings.reduce((a, b) => a + b, 0) * SECOND);
      }),
      { numRuns: 30 },
    );
  });

  it('place a short pulse within its minute and say how far off it may be', () => {
    const readings = Array.from({ length: 300 }, (_, s) => Number(s >= 130 && s < 140));
    const { changes } = switchHistory(cellsFrom(readings, 60, 'minute'), SECOND);
    expect(changes).toEqual([
      { atMs: 145_000, on: true, errorMs: 25_000, from: 'minute' },
      { atMs: 155_000, on: false, errorMs: 25_000, from: 'minute' },
    ]);
  });

  it('are not made up across a gap', () => {
    const readings = Array.from({ length: 600 }, (_, s) => (s < 120 ? 0 : s < 300 ? Number.NaN : 1));
    const { changes, stretches } = switchHistory(cellsFrom(readings, 60, 'minute'), SECOND);
    expect(changes).toEqual([]);
    expect(stretches).toEqual([
      { on: false, fromMs: 0, toMs: 120_000 },
      { on: null, fromMs: 120_000, toMs: 300_000 },
      { on: true, fromMs: 300_000, toMs: 600_000 },
    ]);
  });

  it('are not called exact where readings of the minute are missing', () => {
    const readings = Array.from({ length: 180 }, (_, s) =>
      s >= 70 && s < 80 ? Number.NaN : Number(s >= 90),
    );
    const [change] = switchHistory(cellsFrom(readings, 60, 'minute'), SECOND).changes;
    expect(change).toMatchObject({ on: true, from: 'minute', errorMs: 30_000 });
    expect(Math.abs(change.atMs - 90_000)).toBeLessThanOrEqual(30_000);
  });

  it('of an analog signal are known to the minute without readings', () => {
    const columns = buckets([...Array(60).fill(0), ...Array(30).fill(0), ...Array(90).fill(14)], 60);
    const rule = { threshold: 3, bit: false };
    const cells = switchCells(columns, rule, MINUTE, SECOND, 'minute', { fromMs: 0, toMs: 180_000 });
    expect(switchHistory(cells, SECOND).changes).toEqual([
      { atMs: 90_000, on: true, errorMs: 30_000, from: 'minute' },
    ]);
  });
});

describe('where to look closer', () => {
  it('is in hours that hold both states or miss readings', () => {
    const hour = (code: SwitchCell['code'], whole: boolean): SwitchCell => ({
      ...{ fromMs: 0, toMs: HOUR, code, whole },
      ...{ onShare: 0, source: 'hour' },
    });
    expect([hour('on', true), hour('on', false), hour('mixed', true)].map(needsMinutes)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('joins stretches that lie close', () => {
    const ranges = [
      { fromMs: 10, toMs: 20 },
      { fromMs: 0, toMs: 5 },
      { fromMs: 24, toMs: 30 },
    ];
    expect(joinRanges(ranges, 4)).toEqual([
      { fromMs: 0, toMs: 5 },
      { fromMs: 10, toMs: 30 },
    ]);
  });
});
