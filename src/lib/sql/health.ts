import { HEALTH_WEIGHTS, type HealthMeans } from '$lib/plant/health-score';
import type { Known } from '$lib/store/plant-types';
import { currentLoss, faultShare, usualCurrent } from './derived';
import type { Mapped } from './mapped';
import { numbersOf, type Query } from './query';
import { RANGE_CONDITION, rangeParams } from './time-range';

const FIELDS = [
  'score',
  'faultPoints',
  'currentPoints',
  'compressorFault',
  'blowerFault',
  'current',
  'usualCurrent',
  'minutes',
] as const satisfies (keyof HealthMeans)[];

/** System health of a range and what it is made of, from its minutes in which a fault bit was read. */
export function healthQuery(m: Mapped, { range, untilMs }: Known): Query<HealthMeans> {
  const { faults, current } = HEALTH_WEIGHTS;
  const points = `avg(${faults} * f) AS "faultPoints", avg(${current} * l) AS "currentPoints"`;
  const means = 'avg(cf) AS "compressorFault", avg(bf) AS "blowerFault", avg(amps) AS current';
  const columns = [
    `${faultShare(m)} AS f`,
    `${currentLoss(m, untilMs)} AS l`,
    `${m.column('compressor.fault', 'avg')} AS cf`,
    `${m.column('blower.fault', 'avg')} AS bf`,
    `${m.column('compressor.motor_current', 'avg')} AS amps`,
  ];
  return {
    sql: `SELECT 100 - avg(${faults} * f) - avg(${current} * l) AS score, ${points}, ${means}, CAST(${usualCurrent(m, untilMs)} AS DOUBLE) AS "usualCurrent", CAST(count(*) AS DOUBLE) AS minutes FROM (SELECT ${columns.join(', ')} FROM plant.minute_rollup WHERE ${RANGE_CONDITION}) WHERE f IS NOT NULL`,
    params: rangeParams(range),
    decode: (result) =>
      Object.fromEntries(FIELDS.map((field) => [field, numbersOf(result, field)[0]])) as Record<
        (typeof FIELDS)[number],
        number
      >,
  };
}

/** Mean health of each hour of a range that is over, by its minutes; NaN where no fault bit was read. */
export function hourlyHealthQuery(
  m: Mapped,
  { range, untilMs }: Known,
): Query<{ timesMs: Float64Array; score: Float64Array }> {
  const { faults, current } = HEALTH_WEIGHTS;
  const toMs = Math.min(range.toMs, untilMs);
  return {
    sql: `SELECT epoch_ms(bucket) // 3600000 * 3600000 AS t, avg(100 - ${faults} * ${faultShare(m)} - ${current} * ${currentLoss(m, untilMs)}) AS score FROM plant.minute_rollup WHERE ${RANGE_CONDITION} GROUP BY t ORDER BY t`,
    params: rangeParams({ fromMs: range.fromMs, toMs }),
    decode: (result) => ({ timesMs: numbersOf(result, 't'), score: numbersOf(result, 'score') }),
  };
}
