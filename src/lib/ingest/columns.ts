import { booleanWords, wordKind, type CellKind } from './cell-kinds';
import { numberReader } from './numbers';
import type { SampleRows } from './time-column';
import type { ColumnKind, Dialect } from './types';

/** What the sampled cells of one column hold. */
export interface ColumnTally {
  counts: Record<CellKind, number>;
  /** Distinct words of boolean cells, and 0 and 1 where they are mixed in. */
  words: Set<string>;
  /** Distinct texts of numbers that markers of "no value" are written as, with how often. */
  sentinels: Map<number, number>;
  /** Smallest and largest number that is not such a marker. */
  min: number;
  max: number;
  /** The first cell that is neither number nor boolean, '' when there is none. */
  firstOdd: string;
}

/** Marks of "no value" of loggers and fieldbus cards: end of scale, and the least and greatest 16-bit integers. */
const MARKS = new Set([-200, -32768, -32767, 32767, 65535]);
const NINES = /^-?9{3,7}(?:\.9+)?$/;
/** From here on no plant reads: historians write 1e30, 1e31 and the greatest 32-bit float. */
const LARGEST = 1e29;
/** Filled cells that are judged of each column; more would not change the verdict. */
const JUDGED_TAIL = 150;
const JUDGED_HEAD = 350;
const JUDGED_MIDDLE = 100;

function emptyTally(): ColumnTally {
  return {
    counts: { empty: 0, number: 0, boolean: 0, bad: 0, text: 0 },
    words: new Set(),
    sentinels: new Map(),
    min: Infinity,
    max: -Infinity,
    firstOdd: '',
  };
}

/** Whether a number is one of those that mark "no value" in other files: -9999, 999.9, 1e31. */
const isMark = (value: number) =>
  MARKS.has(value) || (Math.abs(value) >= LARGEST && Number.isFinite(value)) || NINES.test(String(value));

function addNumber(tally: ColumnTally, value: number): void {
  if (value === 0 || value === 1) tally.words.add(String(value));
  if (isMark(value)) tally.sentinels.set(value, (tally.sentinels.get(value) ?? 0) + 1);
  else {
    tally.min = Math.min(tally.min, value);
    tally.max = Math.max(tally.max, value);
  }
}

function addCell(tally: ColumnTally, cell: string, value: number | null): void {
  const kind = value === null ? wordKind(cell) : 'number';
  tally.counts[kind]++;
  if (value !== null) addNumber(tally, value);
  else if (kind === 'boolean') tally.words.add(cell.trim().toLowerCase());
  else if (kind !== 'empty' && tally.firstOdd === '') tally.firstOdd = cell.trim();
}

/** Count what each column's cells are, the first filled ones of head and of tail; however rare, all rows are looked at. */
export function tallyColumns(rows: SampleRows, width: number, dialect: Dialect): ColumnTally[] {
  const read = numberReader(dialect);
  return Array.from({ length: width }, (_, column) => {
    const tally = emptyTally();
    const judge = (part: string[][], limit: number) => {
      let left = limit;
      for (let at = 0; at < part.length && left > 0; at++) {
        const cell = part[at][column];
        if (!cell) continue;
        addCell(tally, cell, read(cell));
        left--;
      }
    };
    judge(rows.head, JUDGED_HEAD);
    judge(rows.tail, JUDGED_TAIL);
    judge(rows.middle ?? [], JUDGED_MIDDLE);
    return tally;
  });
}

/**
 * Kind of a column: number or boolean when most of its cells that say something are. A column of nothing but
 * bad-value words is a number column that had no good reading in the sample.
 */
export function kindOfTally({ counts, words }: ColumnTally): ColumnKind {
  const { number, boolean, text, bad } = counts;
  if (number + boolean + text + bad === 0) return 'empty';
  // Words mixed with 0 and 1 only are one boolean.
  const binary = words.size > 0 && number > 0 && boolean > 0 && number + boolean > text;
  if (boolean > text && (boolean > number || (binary && boolean * 20 > number))) return 'boolean';
  if (number > text + boolean) return 'number';
  return text + boolean + number === 0 ? 'number' : 'text';
}

/** True and false words of a boolean column; none for the other kinds. */
export function wordsOf(kind: ColumnKind, tally: ColumnTally): { trueWords: string[]; falseWords: string[] } {
  if (kind !== 'boolean') return { trueWords: [], falseWords: [] };
  const found = booleanWords(tally.words);
  if (found.trueWords.length > 0) return found;
  return { trueWords: ['1', 't', 'true'], falseWords: ['0', 'f', 'false'] };
}

/** The marks of "no value" that stand apart from the other readings of a number column, with how often. */
export function sentinelsOf({
  sentinels,
  min,
  max,
  counts,
}: ColumnTally): { value: number; count: number }[] {
  const range = max - min;
  if (!Number.isFinite(range)) return [];
  return [...sentinels]
    .map(([value, count]) => ({ value, count }))
    .filter(({ value, count }) => {
      const distance = value < min ? min - value : value - max;
      return distance > Math.max(range * 2, 50) && count < counts.number;
    });
}
