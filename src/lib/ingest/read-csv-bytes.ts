import { cellFinder } from './cell-range';
import type { ScannedSlice } from './scan';
import type { SourcePlan } from './types';

const MINUTE_MS = 60_000;
const ZERO = 48;
const QUESTION_MARK = 63;

/** File column in which `readCsvBytes` writes the minute, null when the rows carry no time. */
export function minuteColumn({ time }: Pick<SourcePlan, 'time'>): number | null {
  switch (time.kind) {
    case 'column':
      return time.column;
    case 'two-columns':
      return time.dateColumn;
    case 'row-number':
      return null;
  }
  time satisfies never;
}

/** The rows' bytes in a buffer of their own, without blank lines and rows out of range. */
function copyRows({ bytes, starts, ends, lines }: ScannedSlice) {
  const rows = starts.length;
  if (lines === rows) return { copy: bytes.slice(), starts, ends };
  const size = ends.reduce((total, end, row) => total + end - starts[row], 0);
  const copy = new Uint8Array(size);
  const newStarts = new Uint32Array(rows);
  const newEnds = new Uint32Array(rows);
  for (let row = 0, at = 0; row < rows; row++) {
    copy.set(bytes.subarray(starts[row], ends[row]), at);
    newStarts[row] = at;
    at += ends[row] - starts[row];
    newEnds[row] = at;
  }
  return { copy, starts: newStarts, ends: newEnds };
}

/** Writes a number in [start, end), padded with zeros; false when it does not fit. */
function writeDigits(bytes: Uint8Array, start: number, end: number, value: number): boolean {
  let left = value;
  for (let at = end - 1; at >= start; at--) {
    bytes[at] = ZERO + (left % 10);
    left = Math.floor(left / 10);
  }
  return left === 0;
}

/**
 * The slice as read_csv takes it: each row's time cell is overwritten by its minute since epoch, so that every time
 * format and zone is served, and characters other than ASCII, which only texts hold, become question marks.
 * @returns null when a row's time cannot be read, or its minute does not fit into the cell
 */
export function readCsvBytes(scan: ScannedSlice, plan: SourcePlan): Uint8Array | null {
  const column = minuteColumn(plan);
  if (column === null) return null;
  const { copy, starts, ends } = copyRows(scan);
  const find = cellFinder(column, plan.dialect);
  for (let row = 0; row < starts.length; row++) {
    const minute = Math.floor(scan.timesMs[row] / MINUTE_MS);
    const { start, end } = find(copy, starts[row], ends[row]);
    if (!(minute >= 0) || end < 0 || !writeDigits(copy, start, end, minute)) return null;
  }
  if (scan.encoding !== 'utf-8') copy.forEach((byte, at) => byte > 127 && (copy[at] = QUESTION_MARK));
  return copy;
}
