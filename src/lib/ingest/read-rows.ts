import type { Readings } from '$lib/series/min-max';
import { sortReadings } from '$lib/series/merge-readings';
import { splitCells } from './cells';
import { longRows } from './long-rows';
import { cellReader, tagReader, type ReadCell, type ReadTag } from './reading';
import { scanSlice } from './scan';
import { tagColumns, type ColumnPlan, type Slice, type SourcePlan, type TimeRange } from './types';

const [LF, CR, MINUS, DOT, COMMA, ZERO] = [10, 13, 0x2d, 0x2e, 0x2c, 0x30];
/** Integers up to so many digits and powers of ten up to 10^22 are exact doubles: one division rounds once. */
const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, digits) => 10 ** digits);

/**
 * The number in bytes [start, end) when it is plain digits with at most one decimal mark; NaN when it is empty or only
 * the text reader can say.
 */
function plainNumber(bytes: Uint8Array, start: number, end: number, decimalMark: number): number {
  let at = start;
  const negative = bytes[at] === MINUS;
  if (negative) at++;
  let [value, digits, decimals] = [0, 0, -1];
  for (; at < end; at++) {
    const digit = bytes[at] - ZERO;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
      if (decimals >= 0) decimals++;
    } else if (bytes[at] === decimalMark && decimals < 0 && digits > 0) decimals = 0;
    else return Number.NaN;
  }
  if (digits === 0 || digits > EXACT_DIGITS) return Number.NaN;
  if (decimals > 0) value /= POWERS[decimals];
  return negative ? -value : value;
}

interface Wanted {
  index: number;
  /** Position in the answer. */
  at: number;
  isNumber: boolean;
  sentinels: ReadonlySet<number>;
  read: ReadCell;
  readIn: ReadTag;
}

/** Reads the wanted cells of a row, given in the order of the file, into `columns[...][row]`; what cannot be used stays NaN. */
type ReadRow = (bytes: Uint8Array, start: number, end: number, row: number) => void;

/** Reads rows of a long layout: of the tag that the row names, if it is wanted. */
function longReader(wanted: Wanted[], plan: SourcePlan, encoding: string, columns: Float64Array[]): ReadRow {
  const tagOf = longRows(plan);
  const tags = tagColumns(plan).map(({ index }) => wanted.find((column) => column.index === index));
  const decoder = new TextDecoder(encoding);
  return (bytes, start, end, row) => {
    const cells = splitCells(
      decoder.decode(bytes.subarray(start, end)).replace(/[\r\n\0]+$/, ''),
      plan.dialect,
    );
    const tag = tagOf(cells);
    const column = typeof tag === 'number' ? tags[tag] : undefined;
    const reading = column?.readIn(cells);
    if (column && typeof reading === 'number') columns[column.at][row] = reading;
  };
}

function rowReader(
  wanted: Wanted[],
  { dialect }: SourcePlan,
  encoding: string,
  columns: Float64Array[],
  byText: boolean,
): ReadRow {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0);
  const decimalMark = dialect.decimal === ',' ? COMMA : DOT;
  const decoder = new TextDecoder(encoding);
  const cellByText = ({ at, read }: Wanted, cell: string, row: number) => {
    const reading = read(cell);
    if (typeof reading === 'number') columns[at][row] = reading;
  };
  const quoted = (bytes: Uint8Array, start: number, end: number, row: number) => {
    const cells = splitCells(decoder.decode(bytes.subarray(start, end)), dialect);
    for (const { at, readIn } of wanted) {
      const reading = readIn(cells);
      if (typeof reading === 'number') columns[at][row] = reading;
    }
  };
  // Where the next quote stands: rows come in the order of the file, so that the bytes are searched once.
  let nextQuote = -1;
  return (bytes, start, rowEnd, row) => {
    let end = rowEnd;
    while (end > start && (bytes[end - 1] === LF || bytes[end - 1] === CR || bytes[end - 1] === 0)) end--;
    if (nextQuote < start) nextQuote = quote < 0 ? Infinity : bytes.indexOf(quote, start);
    if (nextQuote < 0) nextQuote = Infinity;
    if (byText || nextQuote < end) return quoted(bytes, start, end, row);
    let [cell, from, next] = [0, start, 0];
    for (let at = start; at <= end && next < wanted.length; at++) {
      if (at < end && bytes[at] !== delimiter) continue;
      while (next < wanted.length && wanted[next].index === cell) {
        const column = wanted[next++];
        const value = column.isNumber ? plainNumber(bytes, from, at, decimalMark) : Number.NaN;
        if (!Number.isNaN(value)) columns[column.at][row] = column.sentinels.has(value) ? Number.NaN : value;
        else if (at > from) cellByText(column, decoder.decode(bytes.subarray(from, at)), row);
      }
      cell++;
      from = at + 1;
    }
  };
}

/**
 * The readings in a piece of an export, as the roll-up reads them: rows whose time cannot be read are left out, cells
 * that are empty or cannot be read are NaN.
 * @param slice where the bytes lie; both ends at line ends. `firstRow` for sources without a time column
 * @param columns columns wanted, of kind number or boolean; null gives a column of NaN
 * @param range rows to keep, from inclusive, to exclusive; null for all
 * @returns readings by time, rows of equal time in the order of the file; columns in the order wanted
 */
export function readRows(
  slice: Slice,
  plan: SourcePlan,
  bytes: Uint8Array,
  columns: readonly (ColumnPlan | null)[],
  range: TimeRange | null,
): Readings {
  const scan = scanSlice(slice, plan, bytes, range);
  const rows = scan.timesMs.length;
  const values = columns.map(() => new Float64Array(rows).fill(Number.NaN));
  const wanted = columns
    .flatMap((column, at): Wanted[] => {
      if (!column) return [];
      const cellAt = plan.layout?.valueColumn ?? column.index;
      return [
        {
          index: column.index,
          at,
          isNumber: column.kind === 'number',
          sentinels: new Set(column.sentinels),
          read: cellReader(column, plan.dialect),
          readIn: tagReader(column, cellAt, plan.dialect),
        },
      ];
    })
    .sort((a, b) => a.index - b.index);
  const judged = columns.some((column) => column?.quality !== undefined);
  const readRow = plan.layout
    ? longReader(wanted, plan, scan.encoding, values)
    : rowReader(wanted, plan, scan.encoding, values, judged);
  const timesMs = new Float64Array(rows);
  let used = 0;
  for (let row = 0; row < rows; row++) {
    if (Number.isNaN(scan.timesMs[row])) continue;
    timesMs[used] = scan.timesMs[row];
    readRow(scan.bytes, scan.starts[row], scan.ends[row], used++);
  }
  return sortReadings({
    timesMs: timesMs.subarray(0, used),
    columns: values.map((column) => column.subarray(0, used)),
  });
}
