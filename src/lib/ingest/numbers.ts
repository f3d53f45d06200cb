import type { Dialect } from './types';

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const ESCAPED: Record<string, string> = { '.': '\\.', ',': ',', ' ': '[ \\u00a0\\u202f]', "'": "['’]" };

/**
 * The reader of number cells in a dialect: decimal mark, grouped thousands, blanks around.
 * Returns null for what is not a number; infinite when it is beyond a double (`1e999`).
 */
export function numberReader(
  dialect: Pick<Dialect, 'decimal' | 'thousands'>,
): (text: string) => number | null {
  const { decimal, thousands } = dialect;
  const grouped = thousands
    ? new RegExp(`^[+-]?\\d{1,3}(?:${ESCAPED[thousands]}\\d{3})+(?:${ESCAPED[decimal]}\\d*)?$`)
    : null;
  const marks = thousands ? new RegExp(ESCAPED[thousands], 'g') : null;
  return (text) => {
    let cell = text.trim();
    if (grouped && marks && grouped.test(cell)) cell = cell.replace(marks, '');
    if (decimal === ',') cell = cell.replace(',', '.');
    return PLAIN.test(cell) ? Number(cell) : null;
  };
}
