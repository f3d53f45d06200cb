import { splitCells } from './cells';
import { epochStamp, isoStamp, type StampReader } from './stamp-bytes';
import { EPOCH_UNIT_MS, stampOf, timeReader, type ReadTime } from './time';
import type { Dialect, TimeSource } from './types';

const SPACE = 0x20;
const CR = 13;
const LF = 10;

/**
 * Reads the stamp of a row from the bytes [start, end) of its line, line end excluded or not. Returns what
 * `timeReader` returns: wall time in ms taken as UTC, or UTC where the stamp has its own offset; NaN where the
 * stamp cannot be read.
 */
export type ByteTimeReader = (bytes: Uint8Array, start: number, end: number) => number;

function stampReader(time: TimeSource): StampReader | null {
  if (time.kind !== 'column') return null;
  if (time.format.kind === 'iso') return isoStamp();
  return time.format.kind === 'epoch' ? epochStamp(EPOCH_UNIT_MS[time.format.unit]) : null;
}

/** Reads by decoding the line: any format, any encoding. */
function lineReader(time: TimeSource, dialect: Dialect, read: ReadTime): ByteTimeReader {
  const decoder = new TextDecoder(dialect.encoding, { ignoreBOM: true });
  return (bytes, start, end) => {
    const line = decoder.decode(bytes.subarray(start, end)).replace(/[\r\n\0]+$/, '');
    return read(stampOf(time, splitCells(line, dialect))) ?? Number.NaN;
  };
}

/** Byte offset at which a cell starts, by counting delimiters outside quotes; -1 when the line has fewer cells. */
function cellStart(
  bytes: Uint8Array,
  start: number,
  end: number,
  column: number,
  delimiter: number,
  quote: number,
) {
  let at = start;
  for (let left = column; left > 0; left--) {
    if (bytes[at] === quote) {
      at++;
      while (at < end && (bytes[at] !== quote || bytes[at + 1] === quote)) at += bytes[at] === quote ? 2 : 1;
    }
    while (at < end && bytes[at] !== delimiter) at++;
    if (at >= end) return -1;
    at++;
  }
  return at;
}

/**
 * The reader of a source's row times from bytes. ISO and epoch stamps are read digit by digit; whatever does not fit
 * that, and every other format, is decoded and read as text, so that the result never depends on the way.
 * @throws RangeError for a source without a time column
 */
export function byteTimeReader(time: TimeSource, dialect: Dialect): ByteTimeReader {
  if (time.kind === 'row-number') throw new RangeError('rows that are counted have no stamp to read');
  const slow = lineReader(time, dialect, timeReader(time.format));
  const fast = stampReader(time);
  if (!fast || time.kind !== 'column' || dialect.encoding.startsWith('utf-16')) return slow;
  const { column } = time;
  const delimiter = dialect.delimiter.charCodeAt(0);
  const quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0);
  return (bytes, start, end) => {
    let from = column === 0 ? start : cellStart(bytes, start, end, column, delimiter, quote);
    if (from < 0) return Number.NaN;
    const quoted = bytes[from] === quote && from < end;
    if (quoted) from++;
    let to = from;
    const stop = quoted ? quote : delimiter;
    while (to < end && bytes[to] !== stop && bytes[to] !== CR && bytes[to] !== LF) to++;
    // Text after the closing quote still belongs to the cell.
    if (quoted && to + 1 < end && bytes[to + 1] !== delimiter && bytes[to + 1] !== CR && bytes[to + 1] !== LF)
      return slow(bytes, start, end);
    while (from < to && bytes[from] === SPACE) from++;
    while (to > from && bytes[to - 1] === SPACE) to--;
    return fast(bytes, from, to) ?? slow(bytes, start, end);
  };
}
