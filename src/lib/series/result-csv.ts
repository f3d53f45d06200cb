import { csvCell } from './csv-cell';

/** A column of a result; times in ms since epoch UTC. */
type Column =
  | { name: string; kind: 'number' | 'time'; values: Float64Array }
  | { name: string; kind: 'boolean'; values: readonly (boolean | null)[] }
  | { name: string; kind: 'text'; values: readonly (string | null)[] };

function cell(column: Column): (row: number) => string {
  switch (column.kind) {
    case 'number':
      return (row) => (Number.isNaN(column.values[row]) ? '' : String(column.values[row]));
    case 'time':
      return (row) => (Number.isNaN(column.values[row]) ? '' : new Date(column.values[row]).toISOString());
    case 'boolean':
      return (row) => String(column.values[row] ?? '');
    case 'text':
      return (row) => csvCell(column.values[row] ?? '');
  }
  return column satisfies never;
}

const ROWS_A_PART = 5000;

/**
 * A result as CSV (RFC 4180, CRLF): numbers in full precision, times as ISO 8601 in UTC, an empty cell for NULL.
 * @param order rows in the order to write
 * @returns parts of the text, for a Blob: one text of 100,000 rows by hundreds of columns may be too long
 */
export function resultCsv(columns: readonly Column[], order: Uint32Array): string[] {
  const cells = columns.map(cell);
  const parts = [`${columns.map(({ name }) => csvCell(name)).join(',')}\r\n`];
  for (let at = 0; at < order.length; at += ROWS_A_PART) {
    const rows = Array.from(order.subarray(at, at + ROWS_A_PART), (row) => cells.map((text) => text(row)));
    parts.push(rows.map((row) => `${row.join(',')}\r\n`).join(''));
  }
  return parts;
}
