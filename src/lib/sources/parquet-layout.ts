/** A Parquet file as it is read. Slices and index blocks count rows times `rowBytes`, so that they compare with bytes of text. */
export interface ParquetLayout {
  /** Columns that are read, in the order of the file; a `ColumnPlan.index` is a position here. */
  columns: string[];
  /** Positions of columns whose times are instants, and of those that hold dates; other times are wall times. */
  instants: number[];
  dates: number[];
  /** Rows of each row group. */
  groupRows: number[];
  /** Mean bytes of a row, uncompressed, a whole number of at least 1. */
  rowBytes: number;
}

/** A column that is not read, with its type in the file's words. */
export interface LeftOutColumn {
  name: string;
  type: string;
}

/** How the times of a column are written as text. */
export type TimeStyle = 'instant' | 'wall' | 'date';

/** How the times of a column are written, by its position in `columns`. */
export function timeStyle({ instants, dates }: ParquetLayout, column: number): TimeStyle {
  if (instants.includes(column)) return 'instant';
  return dates.includes(column) ? 'date' : 'wall';
}

/** Rows [first, end) of one row group. */
export interface GroupRows {
  group: number;
  /** Rows of the group to skip, and to read after them. */
  offset: number;
  limit: number;
}

/** The row groups that hold rows [first, end) of the file, in order. */
export function groupsOf({ groupRows }: ParquetLayout, first: number, end: number): GroupRows[] {
  const found: GroupRows[] = [];
  let start = 0;
  groupRows.forEach((rows, group) => {
    const [from, to] = [Math.max(first, start), Math.min(end, start + rows)];
    if (from < to) found.push({ group, offset: from - start, limit: to - from });
    start += rows;
  });
  return found;
}

/** All row groups as ranges [start, end) of what slices count in, in order; empty groups are passed over. */
export function groupSlices(
  { groupRows, rowBytes }: ParquetLayout,
  endByte = Infinity,
): { start: number; end: number; firstRow: number }[] {
  const slices: { start: number; end: number; firstRow: number }[] = [];
  let firstRow = 0;
  for (const rows of groupRows) {
    const [start, end] = [firstRow * rowBytes, Math.min((firstRow + rows) * rowBytes, endByte)];
    if (start < end) slices.push({ start, end, firstRow });
    firstRow += rows;
  }
  return slices;
}
