import { splitCells } from './cells';
import { QuotedRows } from './quoted-lines';
import type { Dialect } from './types';

/** First and last bytes of a file, as planning gets them. */
export interface SourceBytes {
  fileName: string;
  sizeBytes: number;
  /** The first bytes, up to 512 kB. */
  head: Uint8Array;
  /** The last bytes, up to 256 kB; may overlap the head. */
  tail: Uint8Array;
  /** Pieces from between head and tail with their byte offsets, in order; they show tags and columns that come and go. */
  middle?: { start: number; bytes: Uint8Array }[];
  /** IANA zone that the plant's clock may run in: the person's own. */
  likelyZone?: string;
}

/** Whole lines of the head and of the tail, without line ends; blank lines are kept, so that lines can be numbered. */
export interface SampleLines {
  head: string[];
  /** Lines after the head's; empty when the head holds the whole file. */
  tail: string[];
  /** Lines of the pieces in between. */
  middle: string[];
  /** Bytes of the head's whole lines, byte-order mark included. */
  headBytes: number;
  tailBytes: number;
  /** True when the head holds the whole file. */
  complete: boolean;
  /** True when the file ends with a line end (NULs after it do not count). */
  closed: boolean;
}

const unitBytes = (dialect: Pick<Dialect, 'encoding'>) => (dialect.encoding.startsWith('utf-16') ? 2 : 1);

/** Whether the code unit at a byte offset is the character given. */
function unitIs(
  bytes: Uint8Array,
  at: number,
  code: number,
  { encoding }: Pick<Dialect, 'encoding'>,
): boolean {
  if (encoding === 'utf-16le') return bytes[at] === code && bytes[at + 1] === 0;
  if (encoding === 'utf-16be') return bytes[at] === 0 && bytes[at + 1] === code;
  return bytes[at] === code;
}

const endCode = (dialect: Pick<Dialect, 'lineEnd'>) => (dialect.lineEnd === '\r' ? 13 : 10);

/** Byte offset after the last line end in bytes, 0 when there is none. */
function endOfLastLine(bytes: Uint8Array, dialect: Dialect): number {
  const step = unitBytes(dialect);
  const code = endCode(dialect);
  for (let at = bytes.length - (bytes.length % step) - step; at >= 0; at -= step)
    if (unitIs(bytes, at, code, dialect)) return at + step;
  return 0;
}

/** Byte offset of a line (0-based) of the head; the head's length when it has fewer lines. */
export function lineOffset(head: Uint8Array, dialect: Dialect, line: number): number {
  const step = unitBytes(dialect);
  const code = endCode(dialect);
  let at = dialect.bomBytes;
  for (let left = line; left > 0 && at < head.length; at += step) if (unitIs(head, at, code, dialect)) left--;
  return Math.min(at, head.length);
}

function decodeLines(bytes: Uint8Array, dialect: Dialect): string[] {
  const text = new TextDecoder(dialect.encoding, { ignoreBOM: true }).decode(bytes).replace(/\0+$/, '');
  const lines = text.split(dialect.lineEnd === '\r' ? '\r' : '\n');
  if (lines.at(-1) === '') lines.pop();
  return dialect.lineEnd === '\r'
    ? lines.map((line) => line.replace(/\n/g, ''))
    : lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** Bytes of the tail that belong to whole lines after the head's. */
function tailAfter(input: SourceBytes, dialect: Dialect, headBytes: number): Uint8Array {
  const { tail, sizeBytes } = input;
  const start = sizeBytes - tail.length;
  if (start <= headBytes) return tail.subarray(headBytes - start);
  const aligned = tail.subarray((start - dialect.bomBytes) % unitBytes(dialect));
  // The tail opens in the middle of a line.
  return aligned.subarray(lineOffset(aligned, { ...dialect, bomBytes: 0 }, 1));
}

/** Whole lines of the pieces between head and tail: each opens and ends in the middle of a line. */
function middleLines({ middle = [] }: SourceBytes, dialect: Dialect): string[] {
  return middle.flatMap(({ start, bytes }) => {
    const aligned = bytes.subarray(Math.abs(start - dialect.bomBytes) % unitBytes(dialect));
    const from = lineOffset(aligned, { ...dialect, bomBytes: 0 }, 1);
    return decodeLines(aligned.subarray(from, Math.max(from, endOfLastLine(aligned, dialect))), dialect);
  });
}

/** Cut head and tail into whole lines. The last line of the file counts even without a line end. */
export function sampleLines(input: SourceBytes, dialect: Dialect): SampleLines {
  const { head, tail, sizeBytes } = input;
  const complete = head.length >= sizeBytes;
  // A head without any line end is taken as it is: one long line.
  const headBytes = complete ? head.length : endOfLastLine(head, dialect) || head.length;
  const rest = complete ? new Uint8Array() : tailAfter(input, dialect, headBytes);
  const last = complete ? head : tail;
  let end = last.length;
  while (end > 0 && last[end - 1] === 0 && unitBytes(dialect) === 1) end--;
  return {
    head: decodeLines(head.subarray(dialect.bomBytes, headBytes), dialect),
    tail: decodeLines(rest, dialect),
    middle: complete ? [] : middleLines(input, dialect),
    headBytes,
    tailBytes: rest.length,
    complete,
    closed: endOfLastLine(last.subarray(0, end), dialect) === end,
  };
}

/** Cells of each line that is not blank. */
export const rowsOf = (lines: string[], dialect: Dialect): string[][] =>
  lines.filter((line) => line.trim() !== '').map((line) => splitCells(line, dialect));

/** The sample with line ends inside quoted cells made blanks; `joined` counts those of the head. */
export function joinSample(
  input: SourceBytes,
  dialect: Dialect,
): { input: SourceBytes; joined: Uint32Array } {
  if (!dialect.quotedLineEnds) return { input, joined: new Uint32Array() };
  const rows = new QuotedRows(dialect);
  const body = rows.join(input.head.subarray(dialect.bomBytes));
  const head = input.head.slice();
  head.set(body.bytes, dialect.bomBytes);
  const middle = input.middle?.map(({ start, bytes }) => ({ start, bytes: rows.join(bytes).bytes }));
  return { input: { ...input, head, tail: rows.join(input.tail).bytes, middle }, joined: body.joined };
}
