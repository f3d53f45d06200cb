import type { TimeRange } from '$lib/ingest/types';
import { gridOver, scatter } from '$lib/series/grid';
import { quoteIdentifier } from './identifiers';
import { numbersOf, type Query } from './query';
import { rollupColumn, type Measure } from './schema';
import { RANGE_CONDITION, rangeParams, rollupFor } from './time-range';

export interface BucketSeries {
  /** Start of each bucket on the regular grid, ms since epoch. Length points. */
  timesMs: Float64Array;
  /** Rows in each bucket, 0 where there are none. Length points. */
  rows: Float64Array;
  /** In the order of the tags; NaN where nothing was read. Length points each. */
  series: { tag: string; avg: Float64Array; min: Float64Array; max: Float64Array }[];
}

const name = (tag: string, measure: Measure) => quoteIdentifier(rollupColumn(tag, measure));

const asIs = (tag: string, at: number) =>
  `${name(tag, 'avg')} AS avg${at}, ${name(tag, 'min')} AS min${at}, ${name(tag, 'max')} AS max${at}`;

const merged = (tag: string, at: number) =>
  `sum(${name(tag, 'avg')} * ${name(tag, 'count')}) / sum(${name(tag, 'count')}) AS avg${at}, min(${name(tag, 'min')}) AS min${at}, max(${name(tag, 'max')}) AS max${at}`;

/**
 * Mean, lowest, highest reading and rows of tags in buckets aligned to the epoch. Buckets at the ends of the range
 * are whole ones. The mean is that of the readings, not of the means.
 * @param bucketMs width of a bucket; whole minutes, from whole hours on the hour roll-up is read
 */
export function seriesQuery(
  tags: readonly string[],
  range: TimeRange,
  bucketMs: number,
): Query<BucketSeries> {
  const { table, rowMs } = rollupFor(bucketMs);
  const grid = gridOver(range, bucketMs);
  const single = rowMs === bucketMs;
  const time = single ? 'epoch_ms(bucket)' : `epoch_ms(bucket) // ${bucketMs} * ${bucketMs}`;
  const columns = [`${time} AS t`, single ? 'n' : 'sum(n) AS n', ...tags.map(single ? asIs : merged)];
  return {
    sql: `SELECT ${columns.join(', ')} FROM ${table} WHERE ${RANGE_CONDITION}${single ? '' : ' GROUP BY t'}`,
    params: rangeParams({ fromMs: grid.startMs, toMs: grid.startMs + grid.length * bucketMs }),
    decode(result) {
      const times = numbersOf(result, 't');
      const place = (column: string, empty: number) => scatter(grid, times, numbersOf(result, column), empty);
      return {
        timesMs: grid.timesMs(),
        rows: place('n', 0),
        series: tags.map((tag, at) => ({
          tag,
          avg: place(`avg${at}`, Number.NaN),
          min: place(`min${at}`, Number.NaN),
          max: place(`max${at}`, Number.NaN),
        })),
      };
    },
  };
}
