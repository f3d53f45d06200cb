import type { Dialect } from './types';

/** What decides where a row ends. */
export type RowMarks = Pick<Dialect, 'encoding' | 'lineEnd'> &
  Partial<Pick<Dialect, 'delimiter' | 'quote' | 'quotedLineEnds'>>;

/** A quoted cell is looked for so far; one that is not closed within ends at its line's end. */
export const MOST_QUOTED_BYTES = 64 * 1024;

const [LF, CR, BLANK] = [10, 13, 32];

interface Units {
  step: 1 | 2;
  /** ASCII code at a byte offset, -1 beyond ASCII and beyond the bytes. */
  at(bytes: Uint8Array, offset: number): number;
  blank(bytes: Uint8Array, offset: number): void;
}

const SINGLE: Units = {
  step: 1,
  at: (bytes, offset) => bytes[offset] ?? -1,
  blank: (bytes, offset) => void (bytes[offset] = BLANK),
};

const double = (low: 0 | 1): Units => ({
  step: 2,
  at: (bytes, offset) => (bytes[offset + 1 - low] === 0 ? (bytes[offset + low] ?? -1) : -1),
  blank: (bytes, offset) => void (bytes[offset + low] = BLANK),
});

function unitsOf(encoding: Dialect['encoding']): Units {
  if (encoding === 'utf-16le') return double(0);
  return encoding === 'utf-16be' ? double(1) : SINGLE;
}

/**
 * Walks the rows of bytes whose quoted cells may hold line ends. A quote opens a cell at its start only; a cell that
 * holds a line end must close before a delimiter, a line end or the end of the bytes, else its quote is a plain character.
 */
export class QuotedRows {
  readonly #units: Units;
  readonly #mark: number;
  readonly #delimiter: number;
  readonly #quote: number;

  constructor({ encoding, lineEnd, delimiter = ',', quote = '"' }: RowMarks) {
    this.#units = unitsOf(encoding);
    this.#mark = lineEnd === '\r' ? CR : LF;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#quote = quote === '' ? -2 : quote.charCodeAt(0);
  }

  /** Whether a character in a quoted cell would be taken for a line end: where CR ends lines, LF too. */
  #ends(unit: number): boolean {
    return unit === this.#mark || (this.#mark === CR && unit === LF);
  }

  /** Offset of the closing quote of a cell whose content starts at `from`; -1 when the quote does not open a cell. */
  #closing(bytes: Uint8Array, from: number): number {
    const { step, at } = this.#units;
    const last = Math.min(bytes.length, from + MOST_QUOTED_BYTES);
    let lines = false;
    for (let offset = from; offset < last; offset += step) {
      const unit = at(bytes, offset);
      if (this.#ends(unit)) lines = true;
      if (unit !== this.#quote) continue;
      const next = at(bytes, offset + step);
      if (next === this.#quote) offset += step;
      else if (!lines) return offset;
      else {
        const ends = next === this.#delimiter || next === LF || next === CR || offset + step >= bytes.length;
        return ends ? offset : -1;
      }
    }
    return -1;
  }

  /**
   * Byte offset after the line end of the row that starts at `from`; -1 when the bytes end first.
   * @param inside told the range of each quoted cell's content
   */
  rowEnd(bytes: Uint8Array, from: number, inside?: (start: number, end: number) => void): number {
    const { step, at } = this.#units;
    let opens = true;
    for (let offset = from; offset < bytes.length; offset += step) {
      const unit = at(bytes, offset);
      if (opens && unit === this.#quote) {
        const close = this.#closing(bytes, offset + step);
        if (close >= 0) {
          inside?.(offset + step, close);
          offset = close;
        }
        opens = false;
        continue;
      }
      if (unit === this.#mark) return offset + step;
      opens = unit === this.#delimiter;
    }
    return -1;
  }

  /**
   * The bytes with the line ends inside quoted cells made blanks, so that each row is one line; lengths stay.
   * @param bytes whole rows, from a row's start on; not changed
   * @returns `joined` has, for each such line end, the number of lines before it in the result
   */
  join(bytes: Uint8Array): { bytes: Uint8Array; joined: Uint32Array } {
    const { step, at, blank } = this.#units;
    const result = bytes.slice();
    const joined: number[] = [];
    let line = 0;
    const inside = (start: number, end: number) => {
      for (let offset = start; offset < end; offset += step) {
        const unit = at(bytes, offset);
        if (this.#ends(unit)) joined.push(line);
        if (unit === LF || unit === CR) blank(result, offset);
      }
    };
    for (let from = 0; from >= 0 && from < bytes.length; line++) from = this.rowEnd(bytes, from, inside);
    return { bytes: result, joined: Uint32Array.from(joined) };
  }
}

/** How many of ascending `joined` lie before line `line`: what a line's number in the file is more than in joined bytes. */
export function linesBefore(joined: Uint32Array, line: number): number {
  let [low, high] = [0, joined.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (joined[middle] < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
