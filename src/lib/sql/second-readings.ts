import type { TimeRange } from '$lib/ingest/types';
import type { Readings } from '$lib/series/min-max';
import { quoteIdentifier } from './identifiers';
import { numbersOf, type Query } from './query';

/** Columns of the table of one-second readings that a plant file may hold: `time`, then each tag under its name. */
export const secondReadingsTable = (tags: readonly string[]): string =>
  `CREATE TABLE second_readings (time TIMESTAMP NOT NULL, ${tags.map((tag) => `${quoteIdentifier(tag)} DOUBLE`).join(', ')})`;

/** Ranges of time of which the plant file itself holds the one-second readings; none for most. */
export const secondSpansQuery = (): Query<TimeRange[]> => ({
  sql: 'SELECT epoch_ms(from_time) AS from_ms, epoch_ms(to_time) AS to_ms FROM plant.second_span ORDER BY from_time',
  params: [],
  decode(result) {
    const to = numbersOf(result, 'to_ms');
    return Array.from(numbersOf(result, 'from_ms'), (fromMs, at) => ({ fromMs, toMs: to[at] }));
  },
});

/** One-second readings of a range, from inclusive, to exclusive, ascending. */
export const secondReadingsQuery = (
  tags: readonly string[],
  { fromMs, toMs }: TimeRange,
): Query<Readings> => ({
  sql: `SELECT ${['epoch_ms(time) AS t', ...tags.map((tag, at) => `${quoteIdentifier(tag)} AS v${at}`)].join(', ')} FROM plant.second_readings WHERE time >= make_timestamp(?) AND time < make_timestamp(?) ORDER BY time`,
  params: [Math.floor(fromMs) * 1000, Math.ceil(toMs) * 1000],
  decode: (result) => ({
    timesMs: numbersOf(result, 't'),
    columns: tags.map((_, at) => numbersOf(result, `v${at}`)),
  }),
});
