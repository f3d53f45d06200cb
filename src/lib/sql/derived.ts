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

/** Median hourly motor current of the hours that run at a tenth of the highest current or more. */
function usualCurrent(m: Mapped): string {
  const [avg, max] = [
    m.column('compressor.motor_current', 'avg'),
    m.column('compressor.motor_current', 'max'),
  ];
  return `(SELECT median(${avg}) FROM plant.hour_rollup WHERE ${avg} >= 0.1 * (SELECT max(${max}) FROM plant.hour_rollup))`;
}

/** Part of the health score that is lost by the motor current, 0..1: none to 20 % off the usual, all from 50 % off; a machine at rest loses none. */
export function currentLoss(m: Mapped): string {
  if (!m.has('compressor.motor_current')) return '0.0';
  const [current, usual] = [m.column('compressor.motor_current', 'avg'), usualCurrent(m)];
  return `coalesce(CASE WHEN ${current} >= 0.1 * ${usual} THEN least(greatest(abs(${current} / ${usual} - 1) - 0.2, 0) / 0.3, 1) ELSE 0 END, 0)`;
}

/**
 * System health 0..100: 100, less 60 x share of the time with a fault of compressor or blower, less 40 x the loss by
 * motor current. NULL where neither fault is mapped or read: without them health is not known.
 */
export function systemHealthScore(m: Mapped): string {
  const faults = FAULTS.filter((fault) => m.has(fault)).map((fault) => m.column(fault, 'avg'));
  if (faults.length === 0) return 'CAST(NULL AS DOUBLE)';
  return `100 - 60 * greatest(${faults.join(', ')}) - 40 * ${currentLoss(m)}`;
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
