import { longRows } from '$lib/ingest/long-rows';
import { emptyColumns, tagReader } from '$lib/ingest/reading';
import { timeColumns } from '$lib/ingest/time-column';
import { tagColumns, type ColumnPlan, type IssueReason, type SourcePlan } from '$lib/ingest/types';
import { cellText } from './cell-text';
import type { ColumnOf } from './row-times';

/** File columns that a roll-up or a reading of these tags needs, ascending. */
export function neededColumns(plan: SourcePlan, tags: readonly ColumnPlan[]): number[] {
  const { layout, time } = plan;
  const qualities = tags.flatMap(({ quality }) => (quality ? [quality.column] : []));
  const values = layout ? [layout.nameColumn, layout.valueColumn] : tags.map(({ index }) => index);
  return [...new Set([...timeColumns(time), ...values, ...qualities])].sort((a, b) => a - b);
}

/** What `neededColumns` says, and columns that looked empty, of which every cell is counted. */
export function rolledUpColumns(plan: SourcePlan): number[] {
  const needed = neededColumns(plan, tagColumns(plan));
  return [...new Set([...needed, ...emptyColumns(plan)])].sort((a, b) => a - b);
}

/** A tag's reading in a row of a batch: null for none. */
export type ReadRow = (row: number) => number | null | IssueReason;

/** How a tag is read from its column, by number where nothing else is asked of it, else as its text would be. */
export function rowReader(tag: ColumnPlan, columnOf: ColumnOf, plan: SourcePlan): ReadRow {
  const at = plan.layout?.valueColumn ?? tag.index;
  const column = columnOf(at);
  const plain = !tag.quality && !tag.sentinels?.length;
  if (plain && tag.kind === 'number' && column.kind === 'number') return numberReader(column.values);
  if (plain && column.kind === 'boolean')
    return (row) => (column.values[row] === null ? null : Number(column.values[row]));
  const read = tagReader(tag, at, plan.dialect);
  const texts = (tag.quality ? [at, tag.quality.column] : [at]).map((index) => ({
    index,
    text: cellText(columnOf(index), 'wall'),
  }));
  const cells: string[] = [];
  return (row) => {
    for (const { index, text } of texts) cells[index] = text(row);
    return read(cells);
  };
}

/** NaN is no reading: in columns of floats it stands for a missing value. */
const numberReader =
  (values: Float64Array): ReadRow =>
  (row) => {
    const value = values[row];
    if (Number.isFinite(value)) return value;
    return Number.isNaN(value) ? null : 'not finite';
  };

/** Of a long layout: the tag that a row belongs to, by position, or why it is not used. Null for the usual layout. */
export function rowTags(
  plan: SourcePlan,
  columnOf: ColumnOf,
): ((row: number) => number | IssueReason) | null {
  const { layout } = plan;
  if (!layout) return null;
  const find = longRows(plan);
  const name = cellText(columnOf(layout.nameColumn), 'wall');
  const cells: string[] = [];
  return (row) => {
    cells[layout.nameColumn] = name(row);
    return find(cells);
  };
}
