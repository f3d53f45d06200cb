import { numberReader } from './numbers';
import type { Dialect } from './types';

/** Words that historians and spreadsheets write where a number is missing. */
const BAD_VALUE =
  /^(?:bad|bad value|calc failed|no good data for calculation|\[-\d+\].*|tag not found|#[a-z/0]+[?!]?|nan|-?1\.#[a-z]+|[+-]?inf(?:inity)?|-+|\*+|\?+|null|none|n\/?a|no data|i\/o timeout|comm fail|shutdown|configure|pt created|intf shut|not connect(?:ed)?|under ?range|over ?range|over|under|error|err|fault|fehler|ungültig|invalid|missing|undefined)$/i;

const PAIRS: [whenTrue: string, whenFalse: string][] = [
  ['t', 'f'],
  ['true', 'false'],
  ['on', 'off'],
  ['running', 'stopped'],
  ['yes', 'no'],
  ['y', 'n'],
  ['active', 'inactive'],
  ['open', 'closed'],
  ['start', 'stop'],
  ['enabled', 'disabled'],
  ['ein', 'aus'],
  ['an', 'aus'],
  ['ja', 'nein'],
  ['wahr', 'falsch'],
  ['auf', 'zu'],
  ['läuft', 'steht'],
];
const MEANS_TRUE = new Set(PAIRS.map(([word]) => word));
const MEANS_FALSE = new Set(PAIRS.map(([, word]) => word));

export type CellKind = 'empty' | 'number' | 'boolean' | 'bad' | 'text';

/** What a cell that is not a number holds. */
export function wordKind(cell: string): Exclude<CellKind, 'number'> {
  const text = cell.trim();
  if (text === '') return 'empty';
  const word = text.toLowerCase();
  if (MEANS_TRUE.has(word) || MEANS_FALSE.has(word)) return 'boolean';
  return BAD_VALUE.test(text) ? 'bad' : 'text';
}

/** Tells what a cell holds in a dialect. 0 and 1 are numbers. */
export function cellKinds(dialect: Pick<Dialect, 'decimal' | 'thousands'>): (cell: string) => CellKind {
  const number = numberReader(dialect);
  return (cell) => (number(cell) !== null ? 'number' : wordKind(cell));
}

/**
 * True and false words of a boolean column, lower case: the pairs of the words it holds, so that a column that was
 * only ever `t` in the sample still understands `f`; `1` and `0` too where the column mixes them in.
 */
export function booleanWords(cells: Iterable<string>): { trueWords: string[]; falseWords: string[] } {
  const held = new Set([...cells].map((cell) => cell.trim().toLowerCase()));
  const pairs = PAIRS.filter(([yes, no]) => held.has(yes) || held.has(no));
  // `aus` belongs to `ein` and to `an`; both are then true words.
  if (held.has('0') || held.has('1')) pairs.push(['1', '0']);
  return {
    trueWords: [...new Set(pairs.map(([word]) => word))],
    falseWords: [...new Set(pairs.map(([, word]) => word))],
  };
}
