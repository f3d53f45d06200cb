import type { IssueReason, SliceIssue, SlicePartial } from './types';

/** An issue of a whole source. */
export interface SourceIssue {
  /** File column, -1 for the whole row. */
  column: number;
  reason: IssueReason;
  rejectsRow: boolean;
  count: number;
  /** 1-based line in the file. */
  firstLine: number;
  sample: string;
}

export interface SourceTotals {
  lines: number;
  rowsRead: number;
  rowsUsed: number;
  rowsRejected: number;
  cellsRejected: number;
  slicesKernel: number;
  slicesReadCsv: number;
  slicesText: number;
  issues: SourceIssue[];
}

type Counted = Pick<
  SlicePartial,
  'slice' | 'lines' | 'rowsRead' | 'rowsUsed' | 'rowsRejected' | 'cellsRejected' | 'issues' | 'path'
>;

/**
 * Add up the slices of one source, which may come in any order.
 * @param firstDataLine 1-based line number of the first data row
 */
export function sourceTotals(slices: readonly Counted[], firstDataLine: number): SourceTotals {
  const ordered = [...slices].sort((a, b) => a.slice.order - b.slice.order);
  const sum = (value: (slice: Counted) => number) =>
    ordered.reduce((total, slice) => total + value(slice), 0);
  const served = (path: Counted['path']) => ordered.filter((slice) => slice.path === path).length;
  const issues = new Map<string, SourceIssue>();
  let line = firstDataLine;
  for (const slice of ordered) {
    for (const issue of slice.issues) addIssue(issues, issue, line);
    line += slice.lines;
  }
  return {
    lines: line - 1,
    rowsRead: sum((slice) => slice.rowsRead),
    rowsUsed: sum((slice) => slice.rowsUsed),
    rowsRejected: sum((slice) => slice.rowsRejected),
    cellsRejected: sum((slice) => slice.cellsRejected),
    slicesKernel: served('kernel'),
    slicesReadCsv: served('read_csv'),
    slicesText: served('text'),
    issues: [...issues.values()].sort((a, b) => b.count - a.count),
  };
}

function addIssue(issues: Map<string, SourceIssue>, issue: SliceIssue, sliceLine: number): void {
  const { column, reason, rejectsRow, count, firstLine, sample } = issue;
  const key = `${column} ${reason} ${rejectsRow}`;
  const known = issues.get(key);
  if (known) known.count += count;
  else issues.set(key, { column, reason, rejectsRow, count, firstLine: sliceLine + firstLine, sample });
}
