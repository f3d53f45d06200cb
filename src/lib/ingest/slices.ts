import { lineEndFinder, type FindLineEnd } from './lines';
import { MOST_QUOTED_BYTES, type RowMarks } from './quoted-lines';

/** Reads bytes [start, end) of a source; shorter only at the end of the source. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array>;

const PROBE_BYTES = 64 * 1024;

/** Byte offset just after the first line end at or after `from`; `sizeBytes` when there is none. */
async function nextLineStart(read: ReadBytes, from: number, sizeBytes: number, find: FindLineEnd) {
  for (let at = from; at < sizeBytes; at += PROBE_BYTES) {
    const found = find(await read(at, Math.min(at + PROBE_BYTES, sizeBytes)), 0);
    if (found >= 0) return at + found;
  }
  return sizeBytes;
}

/**
 * Byte offset after the row that holds byte `aim`, from the row that starts at `start` on. Whether a quote is closed shows
 * only further on, so more bytes are read than the slice has.
 */
async function nextRowStart(
  read: ReadBytes,
  start: number,
  aim: number,
  sizeBytes: number,
  find: FindLineEnd,
) {
  for (let ahead = 2 * MOST_QUOTED_BYTES; ; ahead *= 2) {
    const end = Math.min(sizeBytes, aim + ahead);
    const bytes = await read(start, end);
    let at = 0;
    while (at >= 0 && start + at < aim) at = find(bytes, at);
    if (at >= 0 && (start + at + MOST_QUOTED_BYTES <= end || end === sizeBytes)) return start + at;
    if (end === sizeBytes) return sizeBytes;
  }
}

/**
 * Cut [dataStart, sizeBytes) at line ends into ranges of about `targetBytes`, each when it is asked for.
 * @yields [start, end) ranges in order, without holes or overlap; a line longer than the target stays whole
 * @throws RangeError when targetBytes is not a positive integer
 */
export async function* cutSlices(
  read: ReadBytes,
  dialect: RowMarks,
  dataStart: number,
  sizeBytes: number,
  targetBytes: number,
): AsyncGenerator<{ start: number; end: number }> {
  if (!Number.isInteger(targetBytes) || targetBytes <= 0)
    throw new RangeError(`slice of ${targetBytes} bytes`);
  const find = lineEndFinder(dialect);
  const charBytes = dialect.encoding.startsWith('utf-16') ? 2 : 1;
  const step = Math.ceil(targetBytes / charBytes) * charBytes;
  for (let start = dataStart; start < sizeBytes;) {
    const aim = start + step;
    const next = () =>
      dialect.quotedLineEnds
        ? nextRowStart(read, start, aim, sizeBytes, find)
        : nextLineStart(read, aim - charBytes, sizeBytes, find);
    const end = aim >= sizeBytes ? sizeBytes : await next();
    yield { start, end };
    start = end;
  }
}

/**
 * Byte offset just after the `rows`-th line that is not blank, from `dataStart` on; `sizeBytes` when there are fewer.
 */
export async function offsetAfterRows(
  read: ReadBytes,
  dialect: RowMarks,
  dataStart: number,
  sizeBytes: number,
  rows: number,
): Promise<number> {
  const find = lineEndFinder(dialect);
  let left = rows;
  for await (const { start, end } of cutSlices(read, dialect, dataStart, sizeBytes, PROBE_BYTES * 64)) {
    const bytes = await read(start, end);
    for (let at = 0; at < bytes.length;) {
      const found = find(bytes, at);
      const next = found < 0 ? bytes.length : found;
      if (!isBlank(bytes, at, next) && --left === 0) return start + next;
      at = next;
    }
  }
  return sizeBytes;
}

/** True when bytes [start, end) hold nothing above the blank: blanks, tabs, line ends and NULs. */
export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] > 32) return false;
  return true;
}
