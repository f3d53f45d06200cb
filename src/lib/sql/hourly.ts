import type { Known } from '$lib/store/plant-types';
import { energyRise, faultCount, minutesWithUsual, systemHealthScore, uptimePercentage } from './derived';
import { quoteIdentifier } from './identifiers';
import type { Mapped } from './mapped';
import { numbersOf, type Query } from './query';
import { rollupColumn } from './schema';
import { rangeParts } from './statistics';
import { RANGE_CONDITION, rangeParams } from './time-range';

function nullCells(tags: readonly string[]): string {
  const counts = tags.map((tag) => quoteIdentifier(rollupColumn(tag, 'count')));
  return `CAST(n AS BIGINT) * ${tags.length}${counts.map((count) => ` - ${count}`).join('')}`;
}

/**
 * The old platform's `hourly_aggregates`: a row an hour in time order. Health and energy come from minutes; energy is
 * what the counter rose by. Readings are rows, nulls are empty or rejected cells of all tags.
 */
export function hourlyAggregates(m: Mapped, tags: readonly string[]): string {
  const [amps, heat] = ['compressor.motor_current', 'compressor.discharge_temperature'];
  return `WITH minutes AS (SELECT date_trunc('hour', bucket) AS hour, ${systemHealthScore(m)} AS health, ${energyRise(m, 'bucket')} AS rise FROM ${minutesWithUsual(m)}),
by_hour AS (SELECT hour, avg(health) AS avg_health, min(health) AS min_health, sum(rise) AS energy FROM minutes GROUP BY hour)
SELECT bucket AS "timestamp", ${m.column('gas.ch4', 'avg')} AS avg_ch4, ${m.column('gas.co2', 'avg')} AS avg_co2, ${m.column('gas.flow', 'avg')} AS avg_flow, energy AS total_energy,
${m.column(amps, 'avg')} AS avg_comp_amps, ${m.column(amps, 'max')} AS max_comp_amps, ${m.column(heat, 'avg')} AS avg_comp_temp, ${m.column(heat, 'max')} AS max_comp_temp,
avg_health AS avg_health_score, min_health AS min_health_score, ${faultCount(m)} AS fault_count, ${uptimePercentage(m)} AS uptime_percentage, n AS reading_count, ${nullCells(tags)} AS null_count
FROM plant.hour_rollup LEFT JOIN by_hour ON hour = bucket ORDER BY bucket`;
}

/** Rows of the exports in a range. */
export function rowsQuery({ range }: Known): Query<number> {
  const parts = rangeParts(range);
  const rows = parts.map(({ table }) => `SELECT n FROM ${table} WHERE ${RANGE_CONDITION}`);
  return {
    sql: `SELECT CAST(coalesce(sum(n), 0) AS DOUBLE) AS rows FROM (${rows.join(' UNION ALL ')})`,
    params: parts.flatMap((part) => rangeParams(part.range)),
    decode: (result) => numbersOf(result, 'rows')[0],
  };
}

/** Hours that hold rows and are over. */
export const hoursQuery = ({ untilMs }: Known): Query<number> => ({
  sql: 'SELECT CAST(count(*) AS DOUBLE) AS hours FROM plant.hour_rollup WHERE bucket < epoch_ms(CAST(? AS BIGINT))',
  params: [untilMs],
  decode: (result) => numbersOf(result, 'hours')[0],
});

/** Means of canonical tags by the hour. */
export interface HourlyMeans {
  /** Start of each hour that holds rows, ms since epoch, ascending. */
  timesMs: Float64Array;
  /** In the order asked for; NaN where not mapped or not read. Length hours each. */
  means: Float64Array[];
}

/** Means of canonical tags of each hour that starts in a range and is over. */
export function hourlyMeansQuery(
  m: Mapped,
  canonicals: readonly string[],
  { range, untilMs }: Known,
): Query<HourlyMeans> {
  const columns = canonicals.map((canonical, at) => `${m.column(canonical, 'avg')} AS mean${at}`);
  return {
    sql: `SELECT ${['epoch_ms(bucket) AS t', ...columns].join(', ')} FROM plant.hour_rollup WHERE ${RANGE_CONDITION} ORDER BY bucket`,
    params: rangeParams({ fromMs: range.fromMs, toMs: Math.min(range.toMs, untilMs) }),
    decode: (result) => ({
      timesMs: numbersOf(result, 't'),
      means: canonicals.map((_, at) => numbersOf(result, `mean${at}`)),
    }),
  };
}
