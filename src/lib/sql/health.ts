import { HEALTH_WEIGHTS, type HealthMeans } from '$lib/plant/health-score';
import type { Known } from '$lib/store/plant-types';
import { currentLoss, faultRead, faultShare, minutesWithUsual } from './derived';
import type { Mapped } from './mapped';
import { numbersOf, type Query } from './query';
import { RANGE_CONDITION, rangeParams } from './time-range';

/** System health of a range as a whole and hour by hour. */
export interface RangeHealth {
  means: HealthMeans;
  /** Start of each hour with minutes in which a fault bit was read, ms since epoch, ascending. */
  timesMs: Float64Array;
  /** Mean of the minutes of each hour that lie in the range. Length hours. */
  score: Float64Array;
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Mean over all hours of sums by hour; NaN without a value. */
const meanOf = (sums: Float64Array, counts: Float64Array): number => total(sums) / total(counts);

/** System health of a range and what it is made of, from its minutes in which a fault bit was read. */
export function healthQuery(m: Mapped, { range, untilMs }: Known): Query<RangeHealth> {
  const { faults, current } = HEALTH_WEIGHTS;
  const columns = [
    'bucket',
    `${faultShare(m)} AS f`,
    `${currentLoss(m)} AS l`,
    `${m.column('compressor.fault', 'avg')} AS cf`,
    `${m.column('blower.fault', 'avg')} AS bf`,
    `${m.column('compressor.motor_current', 'avg')} AS amps`,
    'usual',
  ];
  const read = ['cf', 'bf', 'amps'].map(
    (name) => `coalesce(sum(${name}), 0) AS ${name}_sum, CAST(count(${name}) AS DOUBLE) AS ${name}_count`,
  );
  return {
    sql: `SELECT epoch_ms(bucket) // 3600000 * 3600000 AS t, CAST(count(*) AS DOUBLE) AS minutes, sum(${faults} * f) AS fault_points, sum(${current} * l) AS current_points, ${read.join(', ')}, CAST(any_value(usual) AS DOUBLE) AS usual FROM (SELECT ${columns.join(', ')} FROM ${minutesWithUsual(m, untilMs)} WHERE ${RANGE_CONDITION} AND ${faultRead(m)}) GROUP BY t ORDER BY t`,
    params: rangeParams(range),
    decode(result) {
      const column = (name: string) => numbersOf(result, name);
      const [minutes, faultPoints, currentPoints] = ['minutes', 'fault_points', 'current_points'].map(column);
      const mean = (name: string) => meanOf(column(`${name}_sum`), column(`${name}_count`));
      const [fault, off] = [meanOf(faultPoints, minutes), meanOf(currentPoints, minutes)];
      return {
        timesMs: column('t'),
        score: minutes.map((count, at) => 100 - (faultPoints[at] + currentPoints[at]) / count),
        means: {
          score: 100 - fault - off,
          faultPoints: fault,
          currentPoints: off,
          compressorFault: mean('cf'),
          blowerFault: mean('bf'),
          current: mean('amps'),
          usualCurrent: column('usual').at(0) ?? Number.NaN,
          minutes: total(minutes),
        },
      };
    },
  };
}
