import type { Slice, SlicePartial, SourcePlan, TimeRange } from '$lib/ingest/types';
import { groupsOf } from '$lib/sources/parquet-layout';
import { ColumnRollup } from './column-rollup';
import type { ParquetSource } from './parquet-source';
import { rolledUpColumns } from './row-readers';

/** Rows in one partial result: a huge row group is handed on in pieces, so that memory stays flat. */
const ROWS_A_PART = 1 << 17;

/**
 * Roll a slice of a Parquet source up, in parts of about `rowsAPart` rows that share the slice's order.
 * @param slice rows [start, end) / rowBytes of the file
 * @yields at least one part
 */
export async function* rollUpParquet(
  source: ParquetSource,
  slice: Slice,
  plan: SourcePlan,
  range: TimeRange | null,
  rowsAPart = ROWS_A_PART,
): AsyncGenerator<SlicePartial> {
  const layout = plan.parquet;
  if (!layout) throw new RangeError(`"${plan.fileName}" is not planned as Parquet`);
  const names = rolledUpColumns(plan).map((index) => layout.columns[index]);
  const firstRow = slice.start / layout.rowBytes;
  const begin = (row: number) =>
    new ColumnRollup({ ...slice, start: row * layout.rowBytes, firstRow: row }, plan, range);
  let row = firstRow;
  let rollup = begin(row);
  for (const piece of groupsOf(layout, firstRow, Math.ceil(slice.end / layout.rowBytes))) {
    for await (const batch of source.read(piece, names)) {
      if (rollup.rows >= rowsAPart) {
        yield rollup.finish();
        rollup = begin(row);
      }
      rollup.add(batch);
      row += batch.rows;
    }
  }
  yield rollup.finish();
}
