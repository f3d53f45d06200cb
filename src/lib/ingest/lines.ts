import { QuotedRows, type RowMarks } from './quoted-lines';
import type { Dialect } from './types';

const LF = 10;
const CR = 13;

/** Byte offset just after the first line end at or after `from`, -1 when there is none. `from` counts whole characters. */
export type FindLineEnd = (bytes: Uint8Array, from: number) => number;

function singleByte(mark: number): FindLineEnd {
  return (bytes, from) => bytes.indexOf(mark, from) + 1 || -1;
}

function doubleByte(low: 0 | 1, mark: number): FindLineEnd {
  return (bytes, from) => {
    for (let at = bytes.indexOf(mark, from + low); at >= 0; at = bytes.indexOf(mark, at + 1)) {
      const high = low === 0 ? at + 1 : at - 1;
      if (at % 2 === low && bytes[high] === 0) return at + 2 - low;
    }
    return -1;
  };
}

/**
 * How rows end in the bytes of a file. CRLF counts as LF. Where the dialect says that quoted cells hold line ends, `from`
 * must be the start of a row; elsewhere a row is a line, and a quoted line end that the sample did not show cuts its row
 * in two that are reported as rows with too few cells.
 */
export function lineEndFinder(dialect: RowMarks): FindLineEnd {
  const { encoding, lineEnd, quotedLineEnds } = dialect;
  if (quotedLineEnds) {
    const rows = new QuotedRows(dialect);
    return (bytes, from) => rows.rowEnd(bytes, from);
  }
  const mark = lineEnd === '\r' ? CR : LF;
  if (encoding === 'utf-16le') return doubleByte(0, mark);
  return encoding === 'utf-16be' ? doubleByte(1, mark) : singleByte(mark);
}

/** Bytes of a slice in which each line ends with LF and ASCII stands for itself. */
export interface PlainBytes {
  bytes: Uint8Array;
  /** True when offsets in `bytes` are offsets in the slice. */
  sameOffsets: boolean;
  /** What the bytes above 127 mean. */
  encoding: 'utf-8' | 'windows-1252';
  /** Line ends inside quoted cells, made blanks: `QuotedRows.join`. Absent where they are not looked for. */
  joined?: Uint32Array;
}

/**
 * The slice's bytes made plain: UTF-16 becomes UTF-8, a lone CR becomes LF, line ends inside quoted cells become blanks
 * where the dialect says that there are some. The bytes given are not changed.
 */
export function plainBytes(bytes: Uint8Array, dialect: Dialect): PlainBytes {
  const plain = withPlainEnds(bytes, dialect);
  if (!dialect.quotedLineEnds) return plain;
  const rows = new QuotedRows({ ...dialect, encoding: plain.encoding, lineEnd: '\n' });
  return { ...plain, ...rows.join(plain.bytes) };
}

function withPlainEnds(bytes: Uint8Array, { encoding, lineEnd }: Dialect): PlainBytes {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const text = new TextDecoder(encoding).decode(bytes);
    const unified = lineEnd === '\r' ? text.replaceAll('\r', '\n') : text;
    return { bytes: new TextEncoder().encode(unified), sameOffsets: false, encoding: 'utf-8' };
  }
  const plain = lineEnd === '\r' ? bytes.map((byte) => (byte === CR ? LF : byte)) : bytes;
  return { bytes: plain, sameOffsets: true, encoding };
}
