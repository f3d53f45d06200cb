/** From a table of partial minutes (`whole-rollup.ts`) to the roll-ups of a plant file, by native DuckDB. */

import { quoteIdentifier } from './identifiers';
import { measures, rollupColumn, type Measure } from './schema';
import { PARTIAL_MEASURES, partialColumn } from './whole-rollup';

/** The table of partial minutes over all tags of a data set. */
export const PARTIAL = 'partial_minutes';

const partial = (tag: string, measure: (typeof PARTIAL_MEASURES)[number]) =>
  quoteIdentifier(partialColumn(tag, measure));

/** Make the empty table; `source` is the place of the export among all. */
export const createPartial = (catalog: string, tags: readonly string[]): string =>
  `CREATE TABLE ${catalog}.${PARTIAL} (source INTEGER, minute INTEGER, n INTEGER, ${tags
    .flatMap((tag) =>
      PARTIAL_MEASURES.map(
        (measure) =>
          `${partial(tag, measure)} ${measure === 'count' || measure === 'bad' ? 'INTEGER' : 'DOUBLE'}`,
      ),
    )
    .join(', ')})`;

/** Put the partial minutes of one source in; columns that it lacks stay null. */
export const addPartial = (catalog: string, source: number, rollup: string): string =>
  `INSERT INTO ${catalog}.${PARTIAL} BY NAME SELECT ${source} AS source, * FROM (${rollup})`;

const merged: Record<Measure, (tag: string) => string> = {
  avg: (tag) => `sum(${partial(tag, 'sum')}) / nullif(sum(${partial(tag, 'count')}), 0)`,
  min: (tag) => `min(${partial(tag, 'min')})`,
  max: (tag) => `max(${partial(tag, 'max')})`,
  count: (tag) => `CAST(coalesce(sum(${partial(tag, 'count')}), 0) AS INTEGER)`,
};

/**
 * Fill a roll-up from partial minutes whose bucket starts in [from, to), in minutes since epoch: in pieces, so that memory
 * does not grow with the history. Hours come from sums and counts of their minutes, and so are exact.
 */
export function fillRollup(
  catalog: string,
  table: 'minute_rollup' | 'hour_rollup',
  tags: readonly string[],
  from: number,
  to: number,
): string {
  const width = table === 'minute_rollup' ? 1 : 60;
  // Minutes before 1970 are negative: floor, not division.
  const bucket = `CAST(floor(minute / ${width}.0) AS BIGINT)`;
  const cells = tags.flatMap((tag) =>
    measures.map((measure) => `${merged[measure](tag)} AS ${quoteIdentifier(rollupColumn(tag, measure))}`),
  );
  return `INSERT INTO plant.${table} SELECT make_timestamp(bucket * ${width} * 60000000) AS bucket, n, * EXCLUDE (bucket, n) FROM (SELECT ${bucket} AS bucket, CAST(sum(n) AS INTEGER) AS n, ${cells.join(', ')} FROM ${catalog}.${PARTIAL} WHERE minute >= ${from} AND minute < ${to} GROUP BY bucket) ORDER BY bucket`;
}

/** First and last minute, and how many rows of each source have a time and how many do not. */
export const partialTotals = (catalog: string): string =>
  `SELECT source, min(minute) AS first_minute, max(minute) AS last_minute, CAST(coalesce(sum(n) FILTER (minute IS NOT NULL), 0) AS BIGINT) AS rows_used, CAST(coalesce(sum(n) FILTER (minute IS NULL), 0) AS BIGINT) AS rows_rejected FROM ${catalog}.${PARTIAL} GROUP BY source ORDER BY source`;

/** Cells of each source that hold something else than a reading, in rows that were used: a column a tag. */
export const partialBad = (catalog: string, tags: readonly string[]): string =>
  `SELECT source, ${tags.map((tag, at) => `CAST(coalesce(sum(${partial(tag, 'bad')}), 0) AS BIGINT) AS b${at}`).join(', ')} FROM ${catalog}.${PARTIAL} WHERE minute IS NOT NULL GROUP BY source ORDER BY source`;

/** One tag over the whole history; times in minutes since epoch. */
export const tagSummary = (catalog: string, tag: string): string =>
  `SELECT CAST(coalesce(sum(${partial(tag, 'count')}), 0) AS BIGINT) AS readings, ${merged.avg(tag)} AS avg, ${merged.min(tag)} AS min, ${merged.max(tag)} AS max, min(minute) FILTER (${partial(tag, 'count')} > 0) AS first_minute, max(minute) FILTER (${partial(tag, 'count')} > 0) AS last_minute FROM ${catalog}.${PARTIAL} WHERE minute IS NOT NULL`;

/** Seconds between rows as the page finds them: by the lower median of readings a minute, else of steps between minutes. */
export function samplingInterval(tags: readonly string[]): string {
  const counts = tags.map((tag) => quoteIdentifier(rollupColumn(tag, 'count')));
  const densest = counts.length === 0 ? '0' : `greatest(${counts.join(', ')})`;
  return `SELECT CASE WHEN rows >= 2 THEN 60.0 / rows ELSE step * 60.0 END AS seconds FROM (SELECT quantile_disc(CASE WHEN densest > 0 THEN densest ELSE n END, 0.5) AS rows, quantile_disc(step, 0.5) AS step FROM (SELECT n, ${densest} AS densest, (epoch(bucket) - lag(epoch(bucket)) OVER (ORDER BY bucket)) / 60 AS step FROM plant.minute_rollup))`;
}
