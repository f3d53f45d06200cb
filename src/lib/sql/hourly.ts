import type { TimeRange } from '$lib/ingest/types';
import type { Statement } from '$lib/rpc/database';
import { energyRise, faultCount, systemHealthScore, uptimePercentage } from './derived';
import { quoteIdentifier } from './identifiers';
import type { Mapped } from './mapped';
import { rollupColumn } from './schema';
import { RANGE_CONDITION, rangeParams } from './time-range';

function nullCells(tags: readonly string[]): string {
  const counts = tags.map((tag) => quoteIdentifier(rollupColumn(tag, 'count')));
  return `CAST(n AS BIGINT) * ${tags.length}${counts.map((count) => ` - ${count}`).join('')}`;
}

/**
 * The old platform's `hourly_aggregates`: a row an hour in time order. Health and energy come from minutes; energy is
 * what the counter rose by. Readings are rows, nulls are empty or rejected cells of all tags.
 * @param range hours whose start lies in it, null for all
 */
export function hourlyAggregates(m: Mapped, tags: readonly string[], range: TimeRange | null): Statement {
  const where = range ? ` WHERE ${RANGE_CONDITION}` : '';
  const [amps, heat] = ['compressor.motor_current', 'compressor.discharge_temperature'];
  return {
    sql: `WITH minutes AS (SELECT date_trunc('hour', bucket) AS hour, ${systemHealthScore(m)} AS health, ${energyRise(m, 'bucket')} AS rise FROM plant.minute_rollup${where}),
by_hour AS (SELECT hour, avg(health) AS avg_health, min(health) AS min_health, sum(rise) AS energy FROM minutes GROUP BY hour)
SELECT bucket AS "timestamp", ${m.column('gas.ch4', 'avg')} AS avg_ch4, ${m.column('gas.co2', 'avg')} AS avg_co2, ${m.column('gas.flow', 'avg')} AS avg_flow, energy AS total_energy,
${m.column(amps, 'avg')} AS avg_comp_amps, ${m.column(amps, 'max')} AS max_comp_amps, ${m.column(heat, 'avg')} AS avg_comp_temp, ${m.column(heat, 'max')} AS max_comp_temp,
avg_health AS avg_health_score, min_health AS min_health_score, ${faultCount(m)} AS fault_count, ${uptimePercentage(m)} AS uptime_percentage, n AS reading_count, ${nullCells(tags)} AS null_count
FROM plant.hour_rollup LEFT JOIN by_hour ON hour = bucket${where} ORDER BY bucket`,
    params: range ? [...rangeParams(range), ...rangeParams(range)] : [],
  };
}

/** Mean health, energy and rows of a range, from minutes. */
export function rangeTotals(m: Mapped, range: TimeRange): Statement {
  return {
    sql: `SELECT avg(health) AS health, sum(rise) AS energy, CAST(coalesce(sum(n), 0) AS DOUBLE) AS data_points FROM (SELECT n, ${systemHealthScore(m)} AS health, ${energyRise(m, 'bucket')} AS rise FROM plant.minute_rollup WHERE ${RANGE_CONDITION})`,
    params: rangeParams(range),
  };
}
