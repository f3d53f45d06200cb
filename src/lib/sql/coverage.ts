import type { TimeRange } from '$lib/ingest/types';
import { gridOver, scatter } from '$lib/series/grid';
import { numbersOf, type Query } from './query';
import { RANGE_CONDITION, rangeParams, rollupFor } from './time-range';

/** Rows found in a range per bucket of whole minutes, aligned to the epoch; rows outside the range do not count. */
export function coverageQuery(
  range: TimeRange,
  bucketMs: number,
): Query<{ timesMs: Float64Array; rows: Float64Array }> {
  const grid = gridOver(range, bucketMs);
  return {
    sql: `SELECT epoch_ms(bucket) // ${bucketMs} * ${bucketMs} AS t, sum(n) AS n FROM ${rollupFor(bucketMs).table} WHERE ${RANGE_CONDITION} GROUP BY t`,
    params: rangeParams(range),
    decode: (result) => ({
      timesMs: grid.timesMs(),
      rows: scatter(grid, numbersOf(result, 't'), numbersOf(result, 'n'), 0),
    }),
  };
}
