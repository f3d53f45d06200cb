import { numberReader } from './numbers';
import type { ColumnPlan, Dialect, IssueReason } from './types';

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
  return (text) => {
    const value = read(text);
    if (value === null) return text.trim() === '' ? null : 'not a number';
    return Number.isFinite(value) ? value : 'not finite';
  };
}
