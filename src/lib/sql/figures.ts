import type { TimeRange } from '$lib/ingest/types';
import { gridOver, scatter } from '$lib/series/grid';
import { quoteIdentifier } from './identifiers';
import { numbersOf, type Query } from './query';
import { rollupColumn } from './schema';
import { rangeParts } from './statistics';
import { RANGE_CONDITION, rangeParams, rollups } from './time-range';

/** What a key figure needs of a tag in a range. */
export interface FigureMeans {
  tag: string;
  readings: number;
  /** Mean of all readings of the range, NaN without any. */
  mean: number;
  /** Mean of the readings in each bucket of the grid over the range, NaN where there are none. */
  means: Float64Array;
}

const columns = (tag: string) => {
  const [avg, count] = (['avg', 'count'] as const).map((m) => quoteIdentifier(rollupColumn(tag, m)));
  return { avg, count };
};

/**
 * Means of tags, at least one, over a range and in buckets of it, in one statement: whole hours are read from the hour
 * roll-up, the rest from minutes.
 * @param bucketMs whole minutes, aligned to the epoch; buckets at the ends hold only what lies in the range
 */
export function figuresQuery(
  tags: readonly string[],
  range: TimeRange,
  bucketMs: number,
): Query<FigureMeans[]> {
  const byHours = bucketMs % rollups.hour.rowMs === 0;
  const parts = byHours ? rangeParts(range) : [{ table: rollups.minute.table, range }];
  const read = tags.flatMap((tag) => Object.values(columns(tag)));
  const rows = parts.map(
    ({ table }) => `SELECT ${['bucket', ...read].join(', ')} FROM ${table} WHERE ${RANGE_CONDITION}`,
  );
  const sums = tags.map((tag, at) => {
    const { avg, count } = columns(tag);
    return `sum(${avg} * ${count}) AS sum${at}, CAST(coalesce(sum(${count}), 0) AS DOUBLE) AS count${at}`;
  });
  return {
    sql: `SELECT epoch_ms(bucket) // ${bucketMs} * ${bucketMs} AS t, ${sums.join(', ')} FROM (${rows.join(' UNION ALL ')}) GROUP BY t`,
    params: parts.flatMap((part) => rangeParams(part.range)),
    decode(result) {
      const grid = gridOver(range, bucketMs);
      const times = numbersOf(result, 't');
      return tags.map((tag, at) => {
        const [sum, count] = [numbersOf(result, `sum${at}`), numbersOf(result, `count${at}`)];
        const readings = count.reduce((all, one) => all + one, 0);
        const total = sum.reduce((all, one) => (Number.isNaN(one) ? all : all + one), 0);
        const means = sum.map((one, row) => one / count[row]);
        return {
          tag,
          readings,
          mean: readings > 0 ? total / readings : Number.NaN,
          means: scatter(grid, times, means, Number.NaN),
        };
      });
    },
  };
}
