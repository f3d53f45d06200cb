import { AT_REST, CURRENT_BAND, HEALTH_WEIGHTS } from '$lib/plant/health-score';
import type { Mapped } from './mapped';

/** Atmospheric pressure at sea level in psi: gauge to absolute. */
const ATMOSPHERE_PSI = 14.696;
const FAULTS = ['compressor.fault', 'blower.fault'] as const;

/** 0.7 CH4 % + 0.3 (100 - CO2 %), as the old platform has it. */
export const gasQualityScore = (m: Mapped) =>
  `0.7 * ${m.column('gas.ch4', 'avg')} + 0.3 * (100 - ${m.column('gas.co2', 'avg')})`;

/** Discharge temperature less suction temperature of the compressor. */
export const temperatureDifferential = (m: Mapped) =>
  `${m.column('compressor.discharge_temperature', 'avg')} - ${m.column('compressor.suction_temperature', 'avg')}`;

/** Ratio of absolute pressures of the compressor; readings are psi gauge. */
export const pressureRatio = (m: Mapped) =>
  `(${m.column('compressor.discharge_pressure', 'avg')} + ${ATMOSPHERE_PSI}) / nullif(${m.column('compressor.suction_pressure', 'avg')} + ${ATMOSPHERE_PSI}, 0)`;

/**
 * Median hourly motor current of the hours that run at a tenth of the highest current or more.
 * @param untilMs hours that start before, null for all
 */
export function usualCurrent(m: Mapped, untilMs: number | null = null): string {
  if (!m.has('compressor.motor_current')) return 'CAST(NULL AS DOUBLE)';
  const [avg, max] = [
    m.column('compressor.motor_current', 'avg'),
    m.column('compressor.motor_current', 'max'),
  ];
  const until = untilMs === null ? '' : ` AND bucket < epoch_ms(CAST(${Math.floor(untilMs)} AS BIGINT))`;
  return `(SELECT median(${avg}) FROM plant.hour_rollup WHERE ${avg} >= ${AT_REST} * (SELECT max(${max}) FROM plant.hour_rollup WHERE true${until})${until})`;
}

/** The minute roll-up with the usual current beside each row, as `usual`. @param untilMs as in `usualCurrent` */
export const minutesWithUsual = (m: Mapped, untilMs: number | null = null): string =>
  `plant.minute_rollup, (SELECT ${usualCurrent(m, untilMs)} AS usual)`;

/** Keeps rounding away from the edge of the free band: nearer to it than this the loss is worked out. */
const BAND_MARGIN = 1e-9;

/**
 * Part of the current's points of the health score that is lost, 0..1: `currentLoss` of `$lib/plant/health-score`. The
 * formula is worked out only of rows outside of the free band, which are few; half a million rows of it take 100 ms.
 * Reads `usual`, as `minutesWithUsual` has it.
 */
export function currentLoss(m: Mapped): string {
  if (!m.has('compressor.motor_current')) return '0.0';
  const current = m.column('compressor.motor_current', 'avg');
  const { free, all } = CURRENT_BAND;
  const band = free - BAND_MARGIN;
  return `CASE WHEN ${current} >= ${AT_REST} * usual AND ${current} NOT BETWEEN ${1 - band} * usual AND ${1 + band} * usual AND usual > 0 THEN least(greatest(abs(${current} / usual - 1) - ${free}, 0) / ${all - free}, 1) ELSE 0 END`;
}

/** Share of the readings with a fault, of the worse machine; NULL where neither fault is mapped or read. */
export function faultShare(m: Mapped): string {
  const [one, other] = FAULTS.filter((fault) => m.has(fault)).map((fault) => m.column(fault, 'avg'));
  if (one === undefined) return 'CAST(NULL AS DOUBLE)';
  // As `greatest`, which takes three times as long.
  return other === undefined
    ? one
    : `CASE WHEN ${other} IS NULL OR ${one} >= ${other} THEN ${one} ELSE ${other} END`;
}

/** Whether a fault bit was read in a row, which is when `faultShare` is not NULL. */
export function faultRead(m: Mapped): string {
  const read = FAULTS.filter((fault) => m.has(fault)).map((fault) => `${m.column(fault, 'avg')} IS NOT NULL`);
  return read.length === 0 ? 'false' : `(${read.join(' OR ')})`;
}

/**
 * System health 0..100 (`$lib/plant/health-score`) of a row of `minutesWithUsual`. NULL where neither fault is mapped or
 * read: without them health is not known.
 */
export function systemHealthScore(m: Mapped): string {
  const { faults, current } = HEALTH_WEIGHTS;
  return `100 - ${faults} * ${faultShare(m)} - ${current} * ${currentLoss(m)}`;
}

/** Readings with an active fault, of compressor and blower added; NULL when neither is mapped. */
export function faultCount(m: Mapped): string {
  const faults = FAULTS.filter((fault) => m.has(fault));
  if (faults.length === 0) return 'CAST(NULL AS DOUBLE)';
  const counts = faults.map((f) => `coalesce(round(${m.column(f, 'avg')} * ${m.column(f, 'count')}), 0)`);
  return counts.join(' + ');
}

/** Percent of readings at which the plant runs, else the compressor; NULL when neither is mapped. */
export const uptimePercentage = (m: Mapped) =>
  `100 * ${m.column(m.has('plant.running') ? 'plant.running' : 'compressor.running', 'avg')}`;

/**
 * Rise of the energy counter since the row before. A counter below the row before was reset and started from zero,
 * as it does each day; the first row counts as none. A dropout to zero of a whole minute looks like a reset.
 * @param ordered what a window is ordered by
 */
export function energyRise(m: Mapped, ordered: string): string {
  if (!m.has('energy.today')) return 'CAST(NULL AS DOUBLE)';
  const energy = m.column('energy.today', 'max');
  const before = `lag(${energy} IGNORE NULLS) OVER (ORDER BY ${ordered})`;
  return `CASE WHEN ${before} IS NULL THEN ${energy} - ${m.column('energy.today', 'min')} WHEN ${energy} >= ${before} THEN ${energy} - ${before} ELSE ${energy} END`;
}
