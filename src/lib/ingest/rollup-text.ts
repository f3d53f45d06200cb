import { splitCells } from './cells';
import { IssueCounter } from './issues';
import { MinuteCells } from './minute-cells';
import { cellReader } from './reading';
import type { ScannedSlice } from './scan';
import { tagColumns, type SlicePartial, type SourcePlan } from './types';

/**
 * Roll one slice up to partial minutes in plain TypeScript. It tells which line, column and text was not used,
 * which read_csv cannot, and so serves the slices that read_csv refuses.
 * A row with a readable time is used, even when cells are missing or bad; those are counted.
 */
export function rollUpText(scan: ScannedSlice, plan: SourcePlan): SlicePartial {
  const { bytes, starts, ends, lineOf, timesMs } = scan;
  const columns = tagColumns(plan);
  const readers = columns.map((column) => cellReader(column, plan.dialect));
  const minutes = new MinuteCells(columns.length);
  const issues = new IssueCounter();
  const decoder = new TextDecoder(scan.encoding);
  const width = plan.columns.length;
  let [rowsUsed, cellsRejected] = [0, 0];

  for (let row = 0; row < starts.length; row++) {
    const text = decoder.decode(bytes.subarray(starts[row], ends[row])).replace(/[\r\n\0]+$/, '');
    const line = lineOf[row];
    if (Number.isNaN(timesMs[row])) {
      issues.add(-1, 'time not readable', line, true, () => text);
      continue;
    }
    rowsUsed++;
    const cells = splitCells(text, plan.dialect);
    if (cells.length < width) issues.add(-1, 'too few cells', line, false, () => text);
    if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== ''))
      issues.add(-1, 'too many cells', line, false, () => text);
    const minute = minutes.row(timesMs[row]);
    for (let tag = 0; tag < columns.length; tag++) {
      const cell = cells[columns[tag].index];
      if (cell === undefined || cell === '') continue;
      const reading = readers[tag](cell);
      if (typeof reading === 'number') minutes.add(minute, tag, reading);
      else if (reading !== null) {
        cellsRejected++;
        issues.add(columns[tag].index, reading, line, false, () => cell);
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
