import type { Dialect } from './types';

/** Bytes [start, end) of a cell in a row, quotes included, line end not. `end` is -1 when the row has no such cell. */
export interface CellRange {
  start: number;
  end: number;
}

/** Finds a cell in rows of plain bytes; the object returned is used again by the next call. */
export function cellFinder(
  column: number,
  { delimiter, quote }: Pick<Dialect, 'delimiter' | 'quote'>,
): (bytes: Uint8Array, rowStart: number, rowEnd: number) => CellRange {
  const delimiterByte = delimiter.charCodeAt(0);
  const quoteByte = quote === '' ? -1 : quote.charCodeAt(0);
  const found: CellRange = { start: 0, end: -1 };
  return (bytes, rowStart, rowEnd) => {
    let end = rowEnd;
    while (end > rowStart && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
    let [at, cell, quoted] = [rowStart, 0, false];
    found.start = rowStart;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (byte === quoteByte) quoted = !quoted;
      else if (byte === delimiterByte && !quoted) {
        if (cell === column) break;
        cell++;
        found.start = at + 1;
      }
    }
    found.end = cell === column ? at : -1;
    return found;
  };
}
