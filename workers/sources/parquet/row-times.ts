import type { Column } from '$lib/rpc/database';
import { stampOf, timeReader } from '$lib/ingest/time';
import type { SourcePlan, TimeFormat } from '$lib/ingest/types';
import { zoneConverter } from '$lib/ingest/zone';
import { timeStyle } from '$lib/sources/parquet-layout';
import { cellText } from './cell-text';

/** The batch's column of a file column. */
export type ColumnOf = (fileColumn: number) => Column;

/** Times as the plan's format reads them, from wall or instant as written; NaN when unreadable. */
function fromColumn(column: Column, format: TimeFormat): (row: number) => number {
  if (column.kind === 'time') return (row) => Math.floor(column.values[row]);
  if (column.kind === 'number' && format.kind === 'epoch') {
    const scale = format.unit === 's' ? 1000 : 1;
    return (row) => Math.round(column.values[row] * scale);
  }
  const read = timeReader(format);
  const text = cellText(column, 'wall');
  return (row) => read(text(row)) ?? Number.NaN;
}

/**
 * The time of each row of a batch, ms since epoch UTC; NaN when it is missing or cannot be read.
 * @param firstRow row of the file that the batch starts with
 */
export function rowTimes(plan: SourcePlan, columnOf: ColumnOf, rows: number, firstRow: number): Float64Array {
  const { time } = plan;
  const times = new Float64Array(rows);
  if (time.kind === 'row-number') {
    for (let row = 0; row < rows; row++) times[row] = time.startMs + (firstRow + row) * time.intervalMs;
    return times;
  }
  const read =
    time.kind === 'column' ? fromColumn(columnOf(time.column), time.format) : joined(plan, columnOf);
  const toUtc = plan.zoneInFile ? (ms: number) => ms : zoneConverter(plan.zone);
  for (let row = 0; row < rows; row++) times[row] = toUtc(read(row));
  return times;
}

function joined({ time, parquet }: SourcePlan, columnOf: ColumnOf): (row: number) => number {
  if (time.kind !== 'two-columns') throw new RangeError(`time from ${time.kind}, not from two columns`);
  const read = timeReader(time.format);
  const [date, clock] = [time.dateColumn, time.timeColumn].map((column) =>
    cellText(columnOf(column), parquet && timeStyle(parquet, column) === 'date' ? 'date' : 'wall'),
  );
  const cells: string[] = [];
  return (row) => {
    cells[time.dateColumn] = date(row);
    cells[time.timeColumn] = clock(row);
    return read(stampOf(time, cells)) ?? Number.NaN;
  };
}
