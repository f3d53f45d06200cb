/** What is worked out of readings against what the simulator knows. */
import { describe, expect, it } from 'vitest';
import { applyBlower, expectBlower } from '$lib/plant/blower-affinity';
import { expectDischarge } from '$lib/plant/compressor-discharge';
import { compressorWork, efficiencyVerdict, USUAL_MOTOR } from '$lib/plant/compressor-work';
import { MACHINE_COLUMNS } from '$lib/plant/machines-columns';
import { medianOf } from '$lib/plant/machines-fit';
import { steadyBuckets } from '$lib/plant/machines-steady';
import {
  cellsOfReadings,
  mixedCells,
  needsMinutes,
  refineCells,
  switchCells,
  switchHistory,
} from '$lib/plant/safety-switch';
import { statesOf, stateIntervals, summariseStates, signalsOf } from '$lib/plant/states';
import { canonicalTag } from '$lib/plant/tags';
import { severityAt, type Fault } from '$lib/simulator/faults';
import { machineBuckets, POWER_COLUMN, thresholdsOf } from './support/machine-buckets';
import { SAMPLING_MS, simulateHistory } from './support/simulated-history';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 2);
const DAYS = 16;
const at = (days: number) => START + days * DAY;
const fault = (kind: Fault['kind'], from: number, to: number, failure: number | null): Fault => ({
  ...{ kind, fromMs: at(from), toMs: at(to), severity: 1 },
  ...{ failureMs: failure === null ? null : at(failure), column: null },
});
/** Wear and a leak that are repaired before they stop the machine, a stop, a drive that trips. */
const FAULTS: Fault[] = [
  fault('blower_wear', 5, 9, 10),
  fault('discharge_valve_leak', 8, 13, 14),
  { ...fault('estop', 3.402, 3.437, null), column: 'bop_plc_in_hs902_estop' },
  fault('blower_vfd_trip', 11.2, 11.25, null),
];
const REFERENCE = Object.values(MACHINE_COLUMNS).flatMap((columns) =>
  Object.values(columns).map(([canonical]) => canonicalTag(canonical)?.referenceColumn ?? ''),
);
const SLIDE = 'bop_plc_vl_comp_slidevalve_position';
const RUN = 'bop_plc_vl_comp_runstatus';
const ESTOP = 'bop_plc_in_hs902_estop';

const history = simulateHistory(11, DAYS, START, FAULTS, [
  ...new Set([...REFERENCE, POWER_COLUMN, SLIDE, ESTOP]),
]);
const { config } = history.plant;
const compressor = machineBuckets('compressor', history.hourMs, HOUR, history.hours);
const thresholds = thresholdsOf('compressor', history.hours);
const steady = steadyBuckets(compressor, thresholds);
/** The simulator's motor turns 93 % of its power into work. */
const work = compressorWork(compressor, steady, { ...USUAL_MOTOR, efficiency: 0.93 });

/** Transitions of a switch's readings, and the time that it is on. */
function truthOf(column: string) {
  const readings = history.readings(column);
  const changes = [...readings.keys()].filter((at) => at > 0 && readings[at] !== readings[at - 1]);
  return {
    onMs: readings.reduce((a, b) => a + b, 0) * SAMPLING_MS,
    changes: changes.map((row) => ({ atMs: START + row * SAMPLING_MS, on: readings[row] === 1 })),
  };
}

/** Hours, then minutes, then, when asked, readings of a switch. */
function drillDown(column: string, readings: boolean) {
  const range = { fromMs: START, toMs: at(DAYS) };
  const rule = { threshold: 0.5, bit: true };
  const full = (n: number, rows: number) => new Float64Array(n).fill(rows);
  const cells = (timesMs: Float64Array, ms: number, source: 'hour' | 'minute') => {
    const columns = source === 'hour' ? history.hours(column) : history.minutes(column);
    const rows = full(timesMs.length, ms / SAMPLING_MS);
    return switchCells({ timesMs, rows, ...columns }, rule, ms, SAMPLING_MS, source, range);
  };
  const hours = cells(history.hourMs, HOUR, 'hour');
  const open = hours.filter(needsMinutes);
  const minutes = cells(history.minuteMs, 60_000, 'minute').filter((minute) =>
    open.some(({ fromMs, toMs }) => fromMs <= minute.fromMs && minute.toMs <= toMs),
  );
  const found = refineCells(hours, minutes);
  if (!readings) return switchHistory(found, SAMPLING_MS);
  const all = history.readings(column);
  const exact = mixedCells(found).flatMap((cell) => {
    const first = (cell.fromMs - START) / SAMPLING_MS;
    const inMinute = Float64Array.from(all.subarray(first, first + 60_000 / SAMPLING_MS));
    const times = inMinute.map((_, at) => cell.fromMs + at * SAMPLING_MS);
    return cellsOfReadings(cell, times, inMinute, 0.5);
  });
  return switchHistory(refineCells(found, exact), SAMPLING_MS);
}

describe('running hours and starts against the readings of the run bit', () => {
  it.each([RUN, 'bop_plc_bge_blowervfd_runstatus', ESTOP])('are exact to the reading for %s', (column) => {
    const truth = truthOf(column);
    expect(truth.changes.length).toBeGreaterThan(1);
    for (const readings of [true, false]) {
      const { stretches, changes } = drillDown(column, readings);
      const onMs = stretches.reduce((sum, s) => sum + (s.on ? s.toMs - s.fromMs : 0), 0);
      expect(onMs).toBe(truth.onMs);
      expect(changes.map(({ atMs, on }) => ({ atMs, on }))).toEqual(truth.changes);
    }
  });

  it('without a run bit are told from current and flow, within a minute a stop', () => {
    const read = (canonical: string) => {
      const tag = canonicalTag(canonical);
      return tag && history.minutes(tag.referenceColumn).avg;
    };
    const blind = { ...signalsOf('compressor', read), running: null };
    const intervals = stateIntervals(history.minuteMs, statesOf(blind, thresholds), 60_000);
    const { lengthMs, starts } = summariseStates(intervals);
    const truth = truthOf(RUN);
    const stops = truth.changes.filter(({ on }) => !on).length;
    expect(starts).toBe(truth.changes.filter(({ on }) => on).length);
    expect(Math.abs(lengthMs.running + lengthMs.idle - truth.onMs)).toBeLessThan(stops * 2 * 60_000);
  });
});

describe('efficiency of the compressor', () => {
  /** Ideal over shaft work, as the simulator has it: by slide position, less what leaks back. */
  const trueEfficiency = (row: number) => {
    const leak = 0.2 * severityAt(FAULTS[1], history.hourMs[row] + HOUR / 2);
    const slide = history.hours(SLIDE).avg[row];
    return 100 * config.compressor.efficiency * (1 - 0.25 * ((slide - 77) / 100) ** 2) * (1 - leak);
  };
  const rows = [...steady.keys()].filter((row) => steady[row] === 1);

  it('is recovered within 2 % of its value in nine hours of ten, and within 0.7 % in the median', () => {
    const errors = rows.map((row) => work.efficiency[row] / trueEfficiency(row) - 1);
    const sizes = errors.map(Math.abs).sort((a, b) => a - b);
    expect(rows.length).toBeGreaterThan(330);
    expect(sizes[Math.floor(0.9 * sizes.length)]).toBeLessThan(0.02);
    expect(medianOf(sizes)).toBeLessThan(0.007);
  });

  it('shows the leak: at its end the machine is clearly worse than before', () => {
    const of = (from: number, to: number) =>
      medianOf(
        work.efficiency.filter((_, row) => history.hourMs[row] >= at(from) && history.hourMs[row] < at(to)),
      );
    expect(of(12.5, 13)).toBeLessThan(0.93 * of(1, 5));
    expect(of(14, 16)).toBeGreaterThan(0.99 * of(1, 5));
  });

  it('from current alone depends on what is said of the motor', () => {
    const blind = { ...compressor, mean: { ...compressor.mean, power: undefined } };
    const power = medianOf(work.power);
    const guessed = compressorWork(blind, steady, { efficiency: 0.93, volts: 480, powerFactor: 0.83 });
    expect(guessed.powerFrom).toBe('current');
    expect(Math.abs(medianOf(guessed.power) / power - 1)).toBeLessThan(0.06);
  });

  it('is not computed for a machine at rest, nor without power and current', () => {
    const nothing = { ...compressor, mean: { ...compressor.mean, power: undefined, current: undefined } };
    expect(compressorWork(nothing, steady, USUAL_MOTOR).efficiency.every(Number.isNaN)).toBe(true);
    const rest = [...steady.keys()].filter((row) => steady[row] === 0);
    expect(rest.length).toBeGreaterThan(2);
    expect(rest.every((row) => Number.isNaN(work.efficiency[row]))).toBe(true);
  });

  it('above 100 % is called an error of measurement', () => {
    expect(efficiencyVerdict(104)).toMatchObject({ abnormal: true });
    expect(efficiencyVerdict(104).words).toContain('not possible');
    expect([20, 60, 90].map((percent) => efficiencyVerdict(percent).abnormal)).toEqual([true, false, false]);
  });
});

describe('discharge temperature against what is expected', () => {
  const during = (values: Float64Array, from: number, to: number) =>
    medianOf(
      values.filter(
        (_, row) => steady[row] && history.hourMs[row] >= at(from) && history.hourMs[row] < at(to),
      ),
    );

  it('of an oil-cooled machine stays within 0.5 K while healthy and rises by the leak', () => {
    const found = expectDischarge('oil-cooled', compressor, work, steady, null);
    expect(Math.abs(during(found?.excess ?? new Float64Array(), 1, 7))).toBeLessThan(0.5);
    expect(during(found?.excess ?? new Float64Array(), 12.6, 13)).toBeGreaterThan(1.5);
    expect(Math.abs(during(found?.excess ?? new Float64Array(), 14, 16))).toBeLessThan(0.5);
  });

  it('by a polytrope has one exponent, and a healthy part with most of the healthy days', () => {
    const found = expectDischarge('polytropic', compressor, work, steady, null);
    expect(found?.model).toMatchObject({ kind: 'polytropic' });
    expect(found?.healthy.count).toBeGreaterThan(100);
    expect(Math.abs(during(found?.excess ?? new Float64Array(), 1, 7))).toBeLessThan(2);
  });

  it('is learnt from the period that a person names', () => {
    const reference = { fromMs: at(1), toMs: at(4) };
    const found = expectDischarge('oil-cooled', compressor, work, steady, reference);
    expect(found?.healthy.fromMs).toBeGreaterThanOrEqual(reference.fromMs);
    expect(found?.healthy.toMs).toBeLessThan(reference.toMs);
    const short = { fromMs: at(1), toMs: at(1.5) };
    expect(expectDischarge('oil-cooled', compressor, work, steady, short)).toBeNull();
  });
});

describe('the blower against its own curve', () => {
  const blower = machineBuckets('blower', history.hourMs, HOUR, history.hours);
  const runs = steadyBuckets(blower, thresholdsOf('blower', history.hours));
  const found = expectBlower(blower, runs, null);
  const excess = found?.excessPercent ?? new Float64Array();
  /** Speed over that of the healthy blower at the same head and flow: shut-off head falls by 36 % at full wear. */
  const trueExcess = (ms: number) => 100 * (1 / Math.sqrt(1 - 0.36 * severityAt(FAULTS[0], ms)) - 1);

  it('is recovered within 3 %: shut-off head at speed one', () => {
    const pascalPerHz2 = (config.blower.shutOffPsi / 3600) * 6894.757;
    expect(Math.abs((found?.curve.a ?? 0) / pascalPerHz2 - 1)).toBeLessThan(0.03);
    expect(found?.healthy.count).toBeGreaterThan(150);
  });

  it('shows wear as speed beyond need, within 0.5 points of the truth', () => {
    const rows = [...runs.keys()].filter((row) => runs[row] === 1);
    const errors = rows.map((row) => Math.abs(excess[row] - trueExcess(history.hourMs[row] + HOUR / 2)));
    expect(medianOf(errors)).toBeLessThan(0.15);
    expect(Math.max(...errors)).toBeLessThan(0.5);
    expect(Math.max(...rows.map((row) => excess[row]))).toBeGreaterThan(5);
  });

  it('serves for other rows than those it was learnt from', () => {
    const applied = found && applyBlower(found.curve, blower, runs);
    applied?.forEach((value, row) => {
      if (runs[row]) expect(value).toBeCloseTo(excess[row], 9);
      else expect(value).toBeNaN();
    });
  });

  it('is not made up where flow is not mapped', () => {
    expect(expectBlower({ ...blower, mean: { ...blower.mean, flow: undefined } }, runs, null)).toBeNull();
  });
});
