import { numberReader } from './numbers';
import type { ColumnPlan, Dialect, IssueReason, SourcePlan } from './types';

/** A cell as a reading: a number, null for an empty cell, or why it cannot be used. */
export type ReadCell = (text: string) => number | null | IssueReason;

function booleanReader({ trueWords, falseWords }: ColumnPlan): ReadCell {
  const words = new Map<string, number>();
  for (const word of falseWords) words.set(word, 0);
  for (const word of trueWords) words.set(word, 1);
  return (text) => {
    const word = text.trim().toLowerCase();
    return word === '' ? null : (words.get(word) ?? 'not a boolean');
  };
}

/** How the cells of a number or boolean column are read; blanks around the text do not count. */
export function cellReader(column: ColumnPlan, dialect: Pick<Dialect, 'decimal' | 'thousands'>): ReadCell {
  if (column.kind === 'boolean') return booleanReader(column);
  const read = numberReader(dialect);
  const sentinels = new Set(column.sentinels);
  return (text) => {
    const value = read(text);
    if (value === null) return text.trim() === '' ? null : 'not a number';
    if (sentinels.has(value)) return 'marks no value';
    return Number.isFinite(value) ? value : 'not finite';
  };
}

/** Whether the row's quality cell says that the reading of this column is bad. */
export function isBad({ quality }: ColumnPlan): (cells: readonly string[]) => boolean {
  if (!quality) return () => false;
  const bad = new Set(quality.badWords);
  return (cells) => bad.has((cells[quality.column] ?? '').trim().toLowerCase());
}

/** Columns that held nothing in the sample: what they do hold is counted. None in a long layout. */
export const emptyColumns = ({ columns, layout }: Pick<SourcePlan, 'columns' | 'layout'>): number[] =>
  layout ? [] : columns.flatMap(({ kind, index }) => (kind === 'empty' ? [index] : []));

/** Whether a cell is there and not blank. */
export const holdsAny = (cell: string | undefined): boolean => cell !== undefined && cell.trim() !== '';

/** A tag's reading in a row; null for an empty or missing cell. */
export type ReadTag = (cells: readonly string[]) => number | null | IssueReason;

/** How the reading of a tag is taken from the cells of a row, its quality heeded. @param at position of its cell */
export function tagReader(column: ColumnPlan, at: number, dialect: Dialect): ReadTag {
  const read = cellReader(column, dialect);
  const bad = isBad(column);
  return (cells) => {
    const cell = cells[at];
    if (cell === undefined || cell === '') return null;
    const reading = read(cell);
    return reading !== null && bad(cells) ? 'quality is bad' : reading;
  };
}
