import { COLUMN_COUNT, COLUMN_NAMES, COLUMNS } from './columns';
import type { Rendered } from './render';
import { writeClock, writeFixed } from './text';

const DAY_MS = 86_400_000;
const COMMA = 44;
const NEWLINE = 10;
const TRUE = 116;
const FALSE = 102;
/** No row is longer: 19 bytes of time, 94 cells of at most 20 bytes with their separators. */
const MAX_ROW_BYTES = 2048;

const decimals = Uint8Array.from(COLUMNS, (column) => column.decimals);
const isBoolean = Uint8Array.from(COLUMNS, (column) => (column.kind === 'boolean' ? 1 : 0));

/** Header line of the export, with its line end: 95 cells. */
export const CSV_HEADER = `timestamp,${COLUMN_NAMES.join(',')}\n`;

const dateBytes = (day: number): Uint8Array =>
  new TextEncoder().encode(`${new Date(day * DAY_MS).toISOString().slice(0, 10)} `);

/**
 * Rows as CSV bytes: `2024-01-01 00:00:00,73.6123456,...,t,f`, LF, UTC. A missing reading is an empty cell.
 * @returns a new array of just the length needed
 */
export function csvRows({ timesMs, values }: Rendered): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(timesMs.length * 900 + MAX_ROW_BYTES);
  const view = new DataView(bytes.buffer);
  let day = NaN;
  let date = dateBytes(0);
  let at = 0;
  for (let row = 0; row < timesMs.length; row++) {
    const rowDay = Math.floor(timesMs[row] / DAY_MS);
    if (rowDay !== day) {
      day = rowDay;
      date = dateBytes(day);
    }
    bytes.set(date, at);
    at = writeClock(bytes, at + date.length, (timesMs[row] - day * DAY_MS) / 1000);
    const from = row * COLUMN_COUNT;
    for (let i = 0; i < COLUMN_COUNT; i++) {
      const value = values[from + i];
      bytes[at++] = COMMA;
      if (isBoolean[i] === 1) bytes[at++] = value === 1 ? TRUE : FALSE;
      else if (value === value) at = writeFixed(bytes, view, at, value, decimals[i]);
    }
    bytes[at++] = NEWLINE;
  }
  return bytes.subarray(0, at);
}
