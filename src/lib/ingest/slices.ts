/** Reads bytes [start, end) of a source; shorter only at the end of the source. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array>;

const PROBE_BYTES = 64 * 1024;
const LF = 10;

/**
 * Byte offset just after the first LF at or after `from`; `sizeBytes` when there is none.
 * Serves LF and CRLF files. A quoted cell that holds a line end is not recognised.
 */
export async function nextLineStart(read: ReadBytes, from: number, sizeBytes: number): Promise<number> {
  for (let at = from; at < sizeBytes; at += PROBE_BYTES) {
    const found = (await read(at, Math.min(at + PROBE_BYTES, sizeBytes))).indexOf(LF);
    if (found >= 0) return at + found + 1;
  }
  return sizeBytes;
}

/**
 * Cut [dataStart, sizeBytes) at line ends into ranges of about `targetBytes`.
 * @returns [start, end) ranges in order, without holes or overlap; a line longer than the target stays whole
 * @throws RangeError when targetBytes is not a positive integer
 */
export async function cutSlices(
  read: ReadBytes,
  dataStart: number,
  sizeBytes: number,
  targetBytes: number,
): Promise<{ start: number; end: number }[]> {
  if (!Number.isInteger(targetBytes) || targetBytes <= 0)
    throw new RangeError(`slice of ${targetBytes} bytes`);
  const slices: { start: number; end: number }[] = [];
  for (let start = dataStart; start < sizeBytes;) {
    const aim = start + targetBytes;
    const end = aim >= sizeBytes ? sizeBytes : await nextLineStart(read, aim - 1, sizeBytes);
    slices.push({ start, end });
    start = end;
  }
  return slices;
}
