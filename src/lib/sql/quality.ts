import type { TimeRange } from '$lib/ingest/types';
import { gridOver, scatter } from '$lib/series/grid';
import { quoteIdentifier } from './identifiers';
import { numbersOf, type Query } from './query';
import { rollupColumn, type Measure } from './schema';
import { RANGE_CONDITION, rangeParams, rollupFor, rollups } from './time-range';

const column = (tag: string, measure: Measure) => quoteIdentifier(rollupColumn(tag, measure));

/** Minutes of a range that hold rows, ascending: minutes since epoch, and rows in each. */
export const minuteRowsQuery = (range: TimeRange): Query<{ minutes: Int32Array; rows: Float64Array }> => ({
  sql: `SELECT epoch_ms(bucket) AS t, n FROM ${rollups.minute.table} WHERE ${RANGE_CONDITION} ORDER BY bucket`,
  params: rangeParams(range),
  decode: (result) => ({
    minutes: Int32Array.from(numbersOf(result, 't'), (ms) => ms / rollups.minute.rowMs),
    rows: numbersOf(result, 'n'),
  }),
});

/** A column of the minute roll-up. */
export interface WantedColumn {
  tag: string;
  measure: Measure;
}

/**
 * Columns of the minute roll-up in a range, NaN where a minute has no reading; `minutes` says which row is which
 * minute since epoch. Rows come as they were written, in the order of time for a file of ours: sorting a year of
 * minutes costs more than reading them.
 */
export const minuteColumnsQuery = (
  wanted: readonly WantedColumn[],
  range: TimeRange,
): Query<{ minutes: Float64Array; columns: Float64Array[] }> => ({
  sql: `SELECT ${['epoch_ms(bucket) AS t', ...wanted.map(({ tag, measure }, at) => `${column(tag, measure)} AS v${at}`)].join(', ')} FROM ${rollups.minute.table} WHERE ${RANGE_CONDITION}`,
  params: rangeParams(range),
  decode: (result) => ({
    minutes: numbersOf(result, 't').map((ms) => ms / rollups.minute.rowMs),
    columns: wanted.map((_, at) => numbersOf(result, `v${at}`)),
  }),
});

/** Readings of tags in buckets aligned to the epoch that touch the range; buckets at its ends are whole ones. */
export function readingsQuery(
  tags: readonly string[],
  range: TimeRange,
  bucketMs: number,
): Query<{ timesMs: Float64Array; readings: Float64Array[] }> {
  const grid = gridOver(range, bucketMs);
  const counts = tags.map((tag, at) => `CAST(sum(${column(tag, 'count')}) AS DOUBLE) AS c${at}`);
  const time = `epoch_ms(bucket) // ${bucketMs} * ${bucketMs} AS t`;
  return {
    sql: `SELECT ${[time, ...counts].join(', ')} FROM ${rollupFor(bucketMs).table} WHERE ${RANGE_CONDITION} GROUP BY t`,
    params: rangeParams({ fromMs: grid.startMs, toMs: grid.startMs + grid.length * bucketMs }),
    decode(result) {
      const times = numbersOf(result, 't');
      return {
        timesMs: grid.timesMs(),
        readings: tags.map((_, at) => scatter(grid, times, numbersOf(result, `c${at}`), 0)),
      };
    },
  };
}
