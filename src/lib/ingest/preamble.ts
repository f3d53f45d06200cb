import type { CellKind } from './cell-kinds';
import { clockShape, stampShape } from './stamp-shape';
import { isUnitsRow } from './units';

/** Line positions of a table in the head, 0-based. */
export interface TableLines {
  /** null when the file has no header. */
  header: number | null;
  /** A row of units under the header, null when there is none. */
  units: number | null;
  data: number;
  /** Cells in most rows. */
  width: number;
}

type ColumnForm = 'stamp' | 'number' | 'boolean' | 'any';
type KindOf = (cell: string) => CellKind;

const BODY_ROWS = 200;
const MATCH = 0.6;
const HEADER_WIDTH = 0.6;

const ISO_LIKE = /^\d{4}-\d\d-\d\d(?:[T ].*)?$/;
const isStamp = (text: string) =>
  ISO_LIKE.test(text) || stampShape(text) !== null || clockShape(text) !== null;

function formOf(cell: string, kindOf: KindOf): ColumnForm | null {
  const kind = kindOf(cell);
  if (kind === 'number' || kind === 'boolean') return kind;
  if (kind === 'empty' || kind === 'bad') return null;
  return isStamp(cell.trim()) ? 'stamp' : 'any';
}

function commonest<T>(values: T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** The last third of the lines, or what follows the last blank line where few lines do: the body beyond doubt. */
function bodyOf(rows: (string[] | null)[]): string[][] {
  const blank = rows.lastIndexOf(null);
  const filled = rows.filter((row) => row !== null);
  const after = rows.slice(blank + 1).filter((row) => row !== null);
  const third = filled.slice(-Math.min(BODY_ROWS, Math.max(1, Math.ceil(filled.length / 3))));
  return after.length > 0 && after.length < third.length ? after : third;
}

/** Whether a row could belong to the body, by the forms of the body's columns. */
function fits(row: string[], forms: ColumnForm[], kindOf: KindOf): boolean {
  let [told, matching] = [0, 0];
  for (const [column, form] of forms.entries()) {
    if (form === 'any') continue;
    const found = formOf(row[column] ?? '', kindOf);
    if (found === null) continue;
    const same = found === form || (form === 'boolean' && found === 'number');
    // The first cells carry the time: a word there is a header, whatever numbers serve as names beside it.
    if (!same && (form === 'stamp' || told === 0)) return false;
    // A stamp where stamps belong settles it, whatever bad-value words stand beside it.
    if (form === 'stamp' && row.length * 2 >= forms.length) return true;
    told++;
    if (same) matching++;
  }
  return matching > 0 && matching >= told * MATCH && row.length * 2 >= forms.length;
}

/** The first row that fits, when most of the three after it fit too. */
function firstDataLine(rows: (string[] | null)[], fitsBody: (row: string[]) => boolean): number {
  return rows.findIndex((row, at) => {
    if (!row || !fitsBody(row)) return false;
    const next = rows
      .slice(at + 1, at + 6)
      .filter((one) => one !== null)
      .slice(0, 3);
    return next.filter(fitsBody).length * 2 >= next.length;
  });
}

/** Lines directly above the data that are as wide as it and hold words. */
function headLines(
  rows: (string[] | null)[],
  data: number,
  width: number,
): Pick<TableLines, 'header' | 'units'> {
  const above = (line: number) => {
    const row = rows[line];
    return row && (row.length === width || (row.length > 1 && Math.abs(row.length - width) <= 1))
      ? row
      : null;
  };
  let last = data - 1;
  // One blank line between header and data is forgiven.
  if (last >= 1 && rows[last] === null) last--;
  const direct = rows[last];
  // A much shorter line is the end of a preamble.
  if (!direct || direct.length < width * HEADER_WIDTH) return { header: null, units: null };
  const higher = above(last - 1);
  if (higher && direct.length > 1 && isUnitsRow(direct) && !isUnitsRow(higher))
    return { header: last - 1, units: last };
  return { header: last, units: null };
}

/**
 * Find header and data among the first lines of a file.
 * @param rows cells of each line, null for blank ones
 * @returns null when no column holds numbers, times or booleans
 */
export function findTable(rows: (string[] | null)[], kindOf: KindOf): TableLines | null {
  const body = bodyOf(rows);
  const width = commonest(body.map((row) => row.length)) ?? 0;
  const whole = body.filter((row) => row.length === width);
  const forms = Array.from({ length: width }, (_, column): ColumnForm => {
    const told = whole.map((row) => formOf(row[column], kindOf)).filter((form) => form !== null);
    const form = commonest(told) ?? 'any';
    // A column of several forms, such as the values of a long layout, tells nothing.
    return told.filter((one) => one === form).length < told.length * MATCH ? 'any' : form;
  });
  if (forms.every((form) => form === 'any')) return null;
  const data = firstDataLine(rows, (row) => fits(row, forms, kindOf));
  return data < 0 ? null : { ...headLines(rows, data, width), data, width };
}
