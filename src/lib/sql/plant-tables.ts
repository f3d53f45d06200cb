import { quoteIdentifier, quoteText } from './identifiers';
import { measures, rollupColumn, tables } from './schema';

const VECTOR_ROWS = 2048;
const MOST_ROWS = 4 * VECTOR_ROWS;
const GROUP_BYTES = 24 << 20;
const CELL_BYTES = 28;
/** Of 4 GB that WebAssembly can address. */
const MOST_LIMIT_MB = 3000;
/** Of a block of a plant file: a column of a row group not yet written holds whole ones, so small ones keep hundreds of columns small. */
export const BLOCK_BYTES = 64 << 10;

/**
 * Rows in a row group over so many tags, and so the rows to insert at a time: an insert that fills a group exactly is
 * written at once, which took a third of the memory and two thirds of the file that inserts of 2048 rows did. At most 5.7
 * days of minutes, so that a week's query skips the rest and a group that is not full is small.
 */
export function rowGroupRows(tags: number): number {
  const vectors = Math.floor(GROUP_BYTES / (Math.max(tags, 1) * CELL_BYTES) / VECTOR_ROWS);
  return Math.min(Math.max(vectors, 1) * VECTOR_ROWS, MOST_ROWS);
}

/** Attach a new plant file over so many tags for writing and make it the default. */
export const attachForWriting = (file: string, tags: number): string[] => [
  `ATTACH ${quoteText(file)} AS plant (READ_WRITE, ROW_GROUP_SIZE ${rowGroupRows(tags)})`,
  'USE plant',
];

/** What one row group over so many tags takes while it is in memory: its cells, and a block more for each column. */
const groupBytes = (tags: number) =>
  rowGroupRows(tags) * tags * CELL_BYTES + (tags * measures.length + 2) * BLOCK_BYTES;

const memoryLimit = (groups: number, tags: number) =>
  `SET memory_limit='${Math.min(Math.ceil(64 + (groups * groupBytes(tags)) / 1e6), MOST_LIMIT_MB)}MB'`;

/**
 * Memory of an engine that writes full row groups: without a limit it keeps every block it wrote, with one its memory is
 * the same for any number of groups (measured: 40 MB do for 95 tags).
 */
export const limitToFullGroups = (tags: number): string => memoryLimit(2, tags);

/**
 * What comes before a row group that is not full: it stays in memory several times over until it is checkpointed; what
 * was written before it is let go of.
 */
export const allowPartialGroups = (tags: number): string[] => ['CHECKPOINT plant', memoryLimit(4, tags)];

function rollupTable(name: string, tags: readonly string[]): string {
  const columns = tags.flatMap((tag) =>
    measures.map(
      (measure) =>
        `${quoteIdentifier(rollupColumn(tag, measure))} ${measure === 'count' ? 'INTEGER' : 'DOUBLE'}`,
    ),
  );
  return `CREATE TABLE ${name} (${['bucket TIMESTAMP NOT NULL', 'n INTEGER NOT NULL', ...columns].join(', ')})`;
}

/** Statements that create every table of a plant file over these tags. */
export const createPlantTables = (tags: readonly string[]): string[] => [
  rollupTable('minute_rollup', tags),
  rollupTable('hour_rollup', tags),
  ...Object.entries(tables).map(([name, columns]) => `CREATE TABLE ${name} (${columns})`),
];

/** A value of a plain row. Dates become TIMESTAMP, UTC. */
export type Value = string | number | boolean | Date | null;

function literal(value: Value): string {
  if (value === null) return 'NULL';
  if (value instanceof Date) return `make_timestamp(${value.getTime() * 1000})`;
  if (typeof value === 'string') return quoteText(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return 'NULL';
  return String(value);
}

const ROWS_A_STATEMENT = 500;

/** INSERT statements for rows in the order of the table's columns; numbers that are not finite become NULL. */
export function insertRows(table: keyof typeof tables, rows: readonly (readonly Value[])[]): string[] {
  const statements: string[] = [];
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
    const values = rows.slice(at, at + ROWS_A_STATEMENT).map((row) => `(${row.map(literal).join(', ')})`);
    statements.push(`INSERT INTO ${table} VALUES ${values.join(', ')}`);
  }
  return statements;
}

/** What a sealed file must answer: minutes, the rows in them, and the rows that the report says were used. */
export const verifyPlant = (catalog: string): string => `SELECT
  (SELECT CAST(count(*) AS DOUBLE) FROM ${catalog}.minute_rollup) AS minutes,
  (SELECT CAST(coalesce(sum(n), 0) AS DOUBLE) FROM ${catalog}.minute_rollup) AS minute_rows,
  (SELECT CAST(coalesce(sum(n), 0) AS DOUBLE) FROM ${catalog}.hour_rollup) AS hour_rows,
  (SELECT CAST(coalesce(sum(rows_used), 0) AS DOUBLE) FROM ${catalog}.import_report) AS rows_used`;
