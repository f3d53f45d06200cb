/** What charts and key figures show, as SQL that a person can read, change and run in the console. */

import type { TimeRange } from '$lib/ingest/types';
import { gridOver } from '$lib/series/grid';
import { quoteIdentifier } from './identifiers';
import { rollupColumn, type Measure } from './schema';
import { rollups } from './time-range';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** An identifier, quoted only where it must be: what is read should read well. */
export const shownName = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteIdentifier(name);

const column = (tag: string, measure: Measure) => shownName(rollupColumn(tag, measure));

/** An instant as a literal in UTC, in ms where it has some. */
export function shownInstant(ms: number): string {
  const text = new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
  return `TIMESTAMP '${text.replace(/\.000$/, '')}'`;
}

/** Condition on `bucket`: from inclusive, to exclusive. */
export const shownRange = ({ fromMs, toMs }: TimeRange): string =>
  `bucket >= ${shownInstant(fromMs)} AND bucket < ${shownInstant(toMs)}`;

const inWords = (count: number, unit: string) => `INTERVAL '${count} ${unit}${count === 1 ? '' : 's'}'`;

/** A width of whole minutes as an interval. */
function shownInterval(bucketMs: number): string {
  if (bucketMs % DAY_MS === 0) return inWords(bucketMs / DAY_MS, 'day');
  if (bucketMs % HOUR_MS === 0) return inWords(bucketMs / HOUR_MS, 'hour');
  return inWords(bucketMs / MINUTE_MS, 'minute');
}

/** The bucket that a row lies in, aligned to the epoch as charts are; time_bucket itself counts from a Monday in 2000. */
function bucketOf(bucketMs: number): string {
  const origin = bucketMs > DAY_MS ? ", TIMESTAMP '1970-01-01'" : '';
  return `time_bucket(${shownInterval(bucketMs)}, bucket${origin})`;
}

/** The roll-up that buckets of this width are made of. */
function source(bucketMs: number): { table: string; single: boolean } {
  const unit = bucketMs % HOUR_MS === 0 ? 'hour' : 'minute';
  return { table: `${unit}_rollup`, single: bucketMs === rollups[unit].rowMs };
}

const asIs = (tag: string) => `  ${(['avg', 'min', 'max'] as const).map((m) => column(tag, m)).join(', ')}`;

const merged = (tag: string) => {
  const [avg, min, max, count] = (['avg', 'min', 'max', 'count'] as const).map((m) => column(tag, m));
  return `  sum(${avg} * ${count}) / sum(${count}) AS ${avg},\n  min(${min}) AS ${min}, max(${max}) AS ${max}`;
};

/**
 * Mean, lowest and highest reading of tags by bucket: the numbers of `seriesQuery`, without the empty buckets.
 * @param tags     at least one
 * @param bucketMs width of a bucket, whole minutes; less counts as a minute, below which the plant file holds nothing
 */
export function shownSeries(tags: readonly string[], range: TimeRange, bucketMs: number): string {
  const width = Math.max(1, Math.round(bucketMs / MINUTE_MS)) * MINUTE_MS;
  const { table, single } = source(width);
  const grid = gridOver(range, width);
  const whole = { fromMs: grid.startMs, toMs: grid.startMs + grid.length * width };
  const time = single ? 'bucket AS time' : `${bucketOf(width)} AS time`;
  const group = single ? '' : '\nGROUP BY time';
  return `SELECT ${time},\n${tags.map(single ? asIs : merged).join(',\n')}\nFROM ${table}\nWHERE ${shownRange(whole)}${group}\nORDER BY time`;
}

/** Mean, extremes and count of a tag's readings in a range; of a switch how much of them say "on". */
export function shownStatistic(tag: string, kind: 'mean' | 'share', range: TimeRange): string {
  const [avg, min, max, count] = (['avg', 'min', 'max', 'count'] as const).map((m) => column(tag, m));
  const mean = `sum(${avg} * ${count}) / sum(${count})`;
  const columns =
    kind === 'share'
      ? `100 * ${mean} AS percent_on`
      : `${mean} AS mean, min(${min}) AS min, max(${max}) AS max`;
  return `SELECT ${columns},\n  sum(${count}) AS readings\nFROM minute_rollup\nWHERE ${shownRange(range)}`;
}

/**
 * What a counter rose by in a range, from its highest reading in each bucket; where it falls it was reset and counts on
 * from zero.
 * @param bucketMs whole minutes
 */
export function shownRise(tag: string, range: TimeRange, bucketMs: number): string {
  const { table, single } = source(bucketMs);
  const max = column(tag, 'max');
  const grid = gridOver(range, bucketMs);
  const whole = { fromMs: grid.startMs, toMs: grid.startMs + grid.length * bucketMs };
  const counter = single
    ? `SELECT bucket AS time, ${max} AS counter FROM ${table}`
    : `SELECT ${bucketOf(bucketMs)} AS time, max(${max}) AS counter FROM ${table}`;
  const group = single ? '' : ' GROUP BY time';
  return `WITH readings AS (
  ${counter}
  WHERE ${shownRange(whole)} AND ${max} IS NOT NULL${group}
), steps AS (
  SELECT counter, lag(counter) OVER (ORDER BY time) AS before FROM readings
)
SELECT sum(CASE WHEN counter >= before THEN counter - before ELSE counter END) AS rise
FROM steps
WHERE before IS NOT NULL`;
}
