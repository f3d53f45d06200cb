import type { TimeRange } from '$lib/ingest/types';
import { quoteIdentifier } from './identifiers';
import { numbersOf, type Query } from './query';
import { rollupColumn, type Measure } from './schema';
import { RANGE_CONDITION, rangeParams, rollups } from './time-range';

const HOUR_MS = rollups.hour.rowMs;

export interface TagStatistics {
  tag: string;
  readings: number;
  /** NaN when there are no readings, as min and max. */
  avg: number;
  min: number;
  max: number;
  /** Start of the last roll-up row, an hour or less long, that holds readings; ms since epoch, NaN without. */
  lastRowMs: number;
}

const name = (tag: string, measure: Measure) => quoteIdentifier(rollupColumn(tag, measure));

/** The range cut into whole hours, to be read from the hour roll-up, and the minutes around them. */
export function rangeParts({ fromMs, toMs }: TimeRange): { table: string; range: TimeRange }[] {
  const firstHour = Math.ceil(fromMs / HOUR_MS) * HOUR_MS;
  const lastHour = Math.floor(toMs / HOUR_MS) * HOUR_MS;
  const { minute, hour } = rollups;
  if (firstHour >= lastHour) return [{ table: minute.table, range: { fromMs, toMs } }];
  return [
    { table: minute.table, range: { fromMs, toMs: firstHour } },
    { table: hour.table, range: { fromMs: firstHour, toMs: lastHour } },
    { table: minute.table, range: { fromMs: lastHour, toMs } },
  ].filter((part) => part.range.fromMs < part.range.toMs);
}

const aggregates = (tag: string, at: number) => {
  const [avg, min, max, count] = (['avg', 'min', 'max', 'count'] as const).map((m) => name(tag, m));
  return `CAST(coalesce(sum(${count}), 0) AS DOUBLE) AS readings${at}, sum(${avg} * ${count}) / sum(${count}) AS avg${at}, min(${min}) AS min${at}, max(${max}) AS max${at}, epoch_ms(max(bucket) FILTER (WHERE ${count} > 0)) AS last${at}`;
};

/** Statistics of tags, at least one, in a range, exact for whole minutes: a minute belongs to the range by its start. */
export function statisticsQuery(tags: readonly string[], range: TimeRange): Query<TagStatistics[]> {
  const parts = rangeParts(range);
  const read = tags.flatMap((tag) => (['avg', 'min', 'max', 'count'] as const).map((m) => name(tag, m)));
  const rows = parts.map(
    ({ table }) => `SELECT ${['bucket', ...read].join(', ')} FROM ${table} WHERE ${RANGE_CONDITION}`,
  );
  return {
    sql: `SELECT ${['1 AS one', ...tags.map(aggregates)].join(', ')} FROM (${rows.join(' UNION ALL ')})`,
    params: parts.flatMap((part) => rangeParams(part.range)),
    decode: (result) =>
      tags.map((tag, at) => {
        const value = (column: string) => numbersOf(result, `${column}${at}`)[0];
        return {
          tag,
          readings: value('readings'),
          avg: value('avg'),
          min: value('min'),
          max: value('max'),
          lastRowMs: value('last'),
        };
      }),
  };
}

/**
 * Mean of the last minute that holds readings, for each tag; NaN without one.
 * @param found statistics of the same range, which say where to look
 */
export function lastMinuteQuery(
  found: readonly Pick<TagStatistics, 'tag' | 'lastRowMs'>[],
  range: TimeRange,
): Query<number[]> {
  const starts = found.map((f) => f.lastRowMs).filter((ms) => !Number.isNaN(ms));
  const window = starts.length
    ? { fromMs: Math.min(...starts), toMs: Math.min(range.toMs, Math.max(...starts) + HOUR_MS) }
    : { fromMs: 0, toMs: 0 };
  const columns = found.map(({ tag, lastRowMs }, at) =>
    Number.isNaN(lastRowMs)
      ? `max(CAST(NULL AS DOUBLE)) AS last${at}`
      : `arg_max(${name(tag, 'avg')}, bucket) AS last${at}`,
  );
  return {
    sql: `SELECT ${['1 AS one', ...columns].join(', ')} FROM plant.minute_rollup WHERE ${RANGE_CONDITION}`,
    params: rangeParams(window),
    decode: (result) => found.map((_, at) => numbersOf(result, `last${at}`)[0]),
  };
}
