import { lineEndFinder, type FindLineEnd } from './lines';
import type { Dialect } from './types';

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
 * Cut [dataStart, sizeBytes) at line ends into ranges of about `targetBytes`, each when it is asked for.
 * @yields [start, end) ranges in order, without holes or overlap; a line longer than the target stays whole
 * @throws RangeError when targetBytes is not a positive integer
 */
export async function* cutSlices(
  read: ReadBytes,
  dialect: Pick<Dialect, 'encoding' | 'lineEnd'>,
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
    const end = aim >= sizeBytes ? sizeBytes : await nextLineStart(read, aim - charBytes, sizeBytes, find);
    yield { start, end };
    start = end;
  }
}

/**
 * Byte offset just after the `rows`-th line that is not blank, from `dataStart` on; `sizeBytes` when there are fewer.
 */
export async function offsetAfterRows(
  read: ReadBytes,
  dialect: Pick<Dialect, 'encoding' | 'lineEnd'>,
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
