import {
  tagColumns,
  type ColumnPlan,
  type IndexBlock,
  type SourcePlan,
  type TimeRange,
} from '$lib/ingest/types';
import type { Columns } from '$lib/rpc/database';
import type { Readings } from '$lib/series/min-max';
import { mergeReadings } from '$lib/series/merge-readings';
import { groupsOf } from '$lib/sources/parquet-layout';
import type { ParquetSource } from './parquet-source';
import { neededColumns, rowReader, rowTags } from './row-readers';
import { rowTimes } from './row-times';

/** What is asked of a batch. */
interface Asked {
  plan: SourcePlan;
  /** File columns that were read, in their order. */
  needed: number[];
  wanted: readonly (ColumnPlan | null)[];
  range: TimeRange;
}

/** Readings of a batch: one part, or in a long layout one for each tag wanted, to be joined by time. */
function readBatch(
  { rows, columns }: Columns,
  { plan, needed, wanted, range }: Asked,
  firstRow: number,
): Readings[] {
  const byIndex = new Map(needed.map((index, at) => [index, columns[at]]));
  const columnOf = (index: number) => byIndex.get(index) ?? columns[0];
  const times = rowTimes(plan, columnOf, rows, firstRow);
  const readers = wanted.map((tag) => tag && rowReader(tag, columnOf, plan));
  /** @param only position of the one column to read, -1 for all */
  const part = (keeps: (row: number) => boolean, only: number): Readings => {
    const used: number[] = [];
    times.forEach((ms, row) => {
      if (ms >= range.fromMs && ms < range.toMs && keeps(row)) used.push(row);
    });
    const values = readers.map((read, at) =>
      Float64Array.from(used, (row) => {
        const reading = read && (only < 0 || only === at) ? read(row) : null;
        return typeof reading === 'number' ? reading : Number.NaN;
      }),
    );
    return { timesMs: Float64Array.from(used, (row) => times[row]), columns: values };
  };
  const tagOf = rowTags(plan, columnOf);
  if (!tagOf) return [part(() => true, -1)];
  const tags = tagColumns(plan);
  return wanted.map((tag, at) => {
    const position = tags.findIndex((known) => known.tag === tag?.tag);
    return part((row) => tagOf(row) === position, at);
  });
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
  const asked: Asked = { plan, needed, wanted, range };
  const parts: Readings[] = [];
  let row = start / layout.rowBytes;
  for (const piece of groupsOf(layout, row, Math.ceil(end / layout.rowBytes))) {
    for await (const batch of source.read(piece, names)) {
      parts.push(...readBatch(batch, asked, row));
      row += batch.rows;
    }
  }
  return mergeReadings(parts, wanted.length);
}
