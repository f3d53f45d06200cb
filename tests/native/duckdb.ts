import { DuckDBInstance, type DuckDBConnection, type JS } from '@duckdb/node-api';
import { rolledUp, rollupSql, type CsvSource, type Measure } from '../../scripts/bench/rollup-sql.mjs';

/** A result row by column name: BIGINT as bigint, TIMESTAMP as Date, NULL as null. */
export type NativeRow = Record<string, JS>;

/** Minute roll-up by native DuckDB. Arrays are row-major [minutes * tags]. */
export interface NativeRollup {
  /** Names of the number and boolean columns, in file order. */
  tags: string[];
  /** Minutes since epoch, ascending. */
  minutes: Int32Array;
  /** Rows per minute. */
  rows: Uint32Array;
  /** NaN where `count` is 0, as in avg, min and max. */
  sum: Float64Array;
  avg: Float64Array;
  min: Float64Array;
  max: Float64Array;
  /** Readings that are not null. */
  count: Uint32Array;
}

const MEASURES = ['sum', 'avg', 'min', 'max', 'count'] as const satisfies Measure[];

async function withConnection<T>(
  threads: number | undefined,
  use: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', threads ? { threads: `${threads}` } : {});
  const connection = await instance.connect();
  try {
    return await use(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<NativeRow[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJS();
}

/** Rows of one statement on an empty native database in memory. */
export function nativeQuery(sql: string, options: { threads?: number } = {}): Promise<NativeRow[]> {
  return withConnection(options.threads, (connection) => rowsOf(connection, sql));
}

/** Row-major [rows * tags] from the columns of a measure, each with one value a row. */
function rowMajor(columns: JS[][], rows: number): Float64Array {
  const out = new Float64Array(rows * columns.length);
  columns.forEach((column, tag) => {
    for (let row = 0; row < rows; row++) {
      const value = column[row];
      out[row * columns.length + tag] = value === null ? NaN : Number(value);
    }
  });
  return out;
}

/**
 * Minute roll-up of a CSV by native DuckDB's read_csv with strict, explicit column types.
 * @throws Error of DuckDB when a cell does not fit its column's type
 */
export function nativeRollup(
  path: string,
  { threads, ...source }: Omit<CsvSource, 'path'> & { threads?: number },
): Promise<NativeRollup> {
  return withConnection(threads, async (connection) => {
    const sql = `${rollupSql({ path, ...source }, MEASURES)} ORDER BY minute`;
    const columns = (await connection.runAndReadAll(sql)).getColumnsJS();
    const tags = rolledUp(source.columns).map(({ name }) => name);
    const minutes = Int32Array.from(columns[0] ?? [], Number);
    const measured = (measure: (typeof MEASURES)[number]) => {
      const offset = 2 + MEASURES.indexOf(measure);
      const ofTags = tags.map((_, tag) => columns[offset + tag * MEASURES.length] ?? []);
      return rowMajor(ofTags, minutes.length);
    };
    return {
      tags,
      minutes,
      rows: Uint32Array.from(columns[1] ?? [], Number),
      sum: measured('sum'),
      avg: measured('avg'),
      min: measured('min'),
      max: measured('max'),
      count: Uint32Array.from(measured('count')),
    };
  });
}

/** A sealed database opened by native DuckDB, read-only. */
export interface NativeAttachment {
  /** Rows of one statement; the file's tables are named without a prefix. */
  query(sql: string): Promise<NativeRow[]>;
  close(): void;
}

/** Open a sealed plant.duckdb read-only; close it when done. */
export async function nativeAttach(plantPath: string): Promise<NativeAttachment> {
  const instance = await DuckDBInstance.create(plantPath, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  return {
    query: (sql) => rowsOf(connection, sql),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
