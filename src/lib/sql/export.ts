/** Rows of an open plant that are taken elsewhere, with the types of their columns. */

import type { TimeRange } from '$lib/ingest/types';
import type { Columns } from '$lib/rpc/database';
import { quoteIdentifier } from './identifiers';
import { oldPlatformColumns, type ColumnType, type OldPlatformTable } from './old-platform';
import type { Query } from './query';
import { measures, rollupColumn } from './schema';
import { RANGE_CONDITION, rangeParams, rollups } from './time-range';

/** Rows as they are, and what their columns are in a typed file. */
export interface ExportRows {
  query: Query<Columns>;
  types: ColumnType[];
}

/** Rows that are no statement's, and what their columns are in a typed file. */
export interface TypedRows {
  rows: Columns;
  types: ColumnType[];
}

const asIs = (sql: string, params: Query<Columns>['params']): Query<Columns> => ({
  sql,
  params,
  decode: (result) => result,
});

/**
 * Rows of a roll-up as the plant file has them, in order of time.
 * @param tags all four columns of each
 * @param range buckets that start in it
 */
export function rollupRows(level: 'minute' | 'hour', tags: readonly string[], range: TimeRange): ExportRows {
  const columns = tags.flatMap((tag) =>
    measures.map((measure) => quoteIdentifier(rollupColumn(tag, measure))),
  );
  const sql = `SELECT ${['bucket', 'n', ...columns].join(', ')} FROM ${rollups[level].table} WHERE ${RANGE_CONDITION} ORDER BY bucket`;
  const ofTag: ColumnType[] = measures.map((measure) => (measure === 'count' ? 'INTEGER' : 'DOUBLE'));
  return {
    query: asIs(sql, rangeParams(range)),
    types: ['TIMESTAMP', 'INTEGER', ...tags.flatMap(() => ofTag)],
  };
}

/** All rows of what analyses found. */
export function eventRows(table: OldPlatformTable): ExportRows {
  const columns = oldPlatformColumns[table];
  return {
    query: asIs(`SELECT ${Object.keys(columns).join(', ')} FROM ${table} ORDER BY id`, []),
    types: Object.values(columns),
  };
}
