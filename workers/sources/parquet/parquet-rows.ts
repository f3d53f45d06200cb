import type { ColumnPlan, IndexBlock, SourcePlan, TimeRange } from '$lib/ingest/types';
import type { Columns } from '$lib/rpc/database';
import type { Readings } from '$lib/series/min-max';
import { mergeReadings } from '$lib/series/merge-readings';
import { groupsOf } from '$lib/sources/parquet-layout';
import { neededColumns, rowReader } from './column-rollup';
import type { ParquetSource } from './parquet-source';
import { rowTimes } from './row-times';

function readBatch(
  { rows, columns }: Columns,
  needed: number[],
  wanted: readonly (ColumnPlan | null)[],
  plan: SourcePlan,
  range: TimeRange,
  firstRow: number,
): Readings {
  const byIndex = new Map(needed.map((index, at) => [index, columns[at]]));
  const columnOf = (index: number) => byIndex.get(index) ?? columns[0];
  const times = rowTimes(plan, columnOf, rows, firstRow);
  const used: number[] = [];
  times.forEach((ms, row) => {
    if (ms >= range.fromMs && ms < range.toMs) used.push(row);
  });
  const readTag = (tag: ColumnPlan | null) => {
    if (!tag) return new Float64Array(used.length).fill(Number.NaN);
    const read = rowReader(tag, columnOf, plan);
    return Float64Array.from(used, (row) => {
      const reading = read(row);
      return typeof reading === 'number' ? reading : Number.NaN;
    });
  };
  return { timesMs: Float64Array.from(used, (row) => times[row]), columns: wanted.map(readTag) };
}

/**
 * The readings in a piece of a Parquet file, as `readRows` gives them of text.
 * @param wanted columns, of kind number or boolean; null gives a column of NaN
 * @returns readings by time, columns in the order wanted
 */
export async function parquetRows(
  source: ParquetSource,
  { start, end }: Pick<IndexBlock, 'start' | 'end'>,
  plan: SourcePlan,
  wanted: readonly (ColumnPlan | null)[],
  range: TimeRange,
): Promise<Readings> {
  const layout = plan.parquet;
  if (!layout) throw new RangeError(`"${plan.fileName}" is not planned as Parquet`);
  const needed = neededColumns(
    plan,
    wanted.filter((tag) => tag !== null),
  );
  const names = needed.map((index) => layout.columns[index]);
  const parts: Readings[] = [];
  let row = start / layout.rowBytes;
  for (const piece of groupsOf(layout, row, Math.ceil(end / layout.rowBytes))) {
    for await (const batch of source.read(piece, names)) {
      parts.push(readBatch(batch, needed, wanted, plan, range, row));
      row += batch.rows;
    }
  }
  return mergeReadings(parts, wanted.length);
}
