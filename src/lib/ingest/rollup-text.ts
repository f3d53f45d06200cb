import { splitCells } from './cells';
import { IssueCounter } from './issues';
import { longRows } from './long-rows';
import { MinuteCells } from './minute-cells';
import { emptyColumns, holdsAny, tagReader } from './reading';
import type { ScannedSlice } from './scan';
import { fileWidth, tagColumns, type SlicePartial, type SourcePlan } from './types';

/**
 * Roll one slice up to partial minutes in plain TypeScript. It tells which line, column and text was not used,
 * which read_csv cannot, and so serves the slices that read_csv refuses.
 * A row with a readable time is used, even when cells are missing or bad; those are counted. In a long layout the tag
 * must be known too.
 */
export function rollUpText(scan: ScannedSlice, plan: SourcePlan): SlicePartial {
  const { bytes, starts, ends, lineOf, timesMs } = scan;
  const columns = tagColumns(plan);
  const width = fileWidth(plan);
  const valueAt = plan.layout?.valueColumn;
  const readers = columns.map((column) => tagReader(column, valueAt ?? column.index, plan.dialect));
  const tagOf = plan.layout ? longRows(plan) : null;
  const empty = emptyColumns(plan);
  const minutes = new MinuteCells(columns.length);
  const issues = new IssueCounter();
  const decoder = new TextDecoder(scan.encoding);
  let [rowsUsed, cellsRejected] = [0, 0];

  for (let row = 0; row < starts.length; row++) {
    const text = decoder.decode(bytes.subarray(starts[row], ends[row])).replace(/[\r\n\0]+$/, '');
    const line = lineOf[row];
    if (Number.isNaN(timesMs[row])) {
      issues.add(-1, row === scan.cutRow ? 'row is cut off' : 'time not readable', line, true, () => text);
      continue;
    }
    const cells = splitCells(text, plan.dialect);
    const found = tagOf?.(cells) ?? null;
    if (typeof found === 'string') {
      issues.add(-1, found, line, true, () => text);
      continue;
    }
    rowsUsed++;
    if (cells.length < width) issues.add(-1, 'too few cells', line, false, () => text);
    if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== ''))
      issues.add(-1, 'too many cells', line, false, () => text);
    for (const column of empty)
      if (holdsAny(cells[column])) issues.add(-1, 'column looked empty', line, false, () => text);
    const minute = minutes.row(timesMs[row]);
    const [from, to] = found === null ? [0, columns.length] : [found, found + 1];
    for (let tag = from; tag < to; tag++) {
      const reading = readers[tag](cells);
      if (typeof reading === 'number') minutes.add(minute, tag, reading);
      else if (reading !== null) {
        cellsRejected++;
        const { index } = columns[tag];
        issues.add(index, reading, line, false, () => cells[valueAt ?? index]);
      }
    }
  }
  return {
    slice: scan.slice,
    ...minutes.finish(),
    lines: scan.lines,
    rowsRead: starts.length,
    rowsUsed,
    rowsRejected: starts.length - rowsUsed,
    cellsRejected,
    issues: issues.list(),
    index: scan.index,
    path: 'text',
  };
}
