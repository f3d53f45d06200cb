/** Statements on a DuckDB file that a person dropped, attached read-only under a name of ours. */

import { quoteIdentifier, quoteText } from './identifiers';
import { numbersOf, textsOf, type Query } from './query';

/** Catalog under which the dropped file is attached. */
export const GIVEN = 'given';

/** A column of a foreign table as the catalog tells it. */
export interface ForeignColumn {
  schema: string;
  table: string;
  column: string;
  type: string;
}

/** Columns of all tables and views of the dropped file, in their order. */
export const foreignColumnsQuery = (): Query<ForeignColumn[]> => ({
  sql: `SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = '${GIVEN}' AND NOT internal ORDER BY schema_name, table_name, column_index`,
  params: [],
  decode(result) {
    const [table, column, type] = ['table_name', 'column_name', 'data_type'].map((name) =>
      textsOf(result, name),
    );
    return textsOf(result, 'schema_name').map((schema, at) => ({
      schema,
      table: table[at],
      column: column[at],
      type: type[at],
    }));
  },
});

/** A table's name in a statement. */
export const foreignName = (schema: string, table: string): string =>
  [GIVEN, schema, table].map(quoteIdentifier).join('.');

/** Rows of a table, by its quoted name. */
export const foreignRowsQuery = (name: string): Query<number> => ({
  sql: `SELECT CAST(count(*) AS DOUBLE) AS rows FROM ${name}`,
  params: [],
  decode: (result) => numbersOf(result, 'rows')[0],
});

/** Write columns of a table to a file as comma separated text with a header; times as ISO. A temporary file beside it could not be made in OPFS. */
export const copyTable = (name: string, columns: readonly string[], file: string): string =>
  `COPY (SELECT ${columns.map(quoteIdentifier).join(', ')} FROM ${name}) TO ${quoteText(file)} (FORMAT csv, HEADER true, DELIMITER ',', USE_TMP_FILE false)`;

const NESTED = /\[\d*\]$|^(?:STRUCT|MAP|UNION|BLOB|BIT|INTERVAL|GEOMETRY)\b/;

/** Whether values of a SQL type can be a reading, a time or a text. */
export const isPlainType = (type: string): boolean => !NESTED.test(type);
