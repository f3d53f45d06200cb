const LF = 10;

/**
 * Ranges of whole lines of about `targetBytes`, in order and without holes; a longer line stays whole.
 * @param bytes lines that end with LF; the last may lack it
 */
export function lineChunks(bytes: Uint8Array, targetBytes: number): { start: number; end: number }[] {
  const chunks: { start: number; end: number }[] = [];
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    const aim = start + targetBytes;
    end = aim >= bytes.length ? bytes.length : bytes.lastIndexOf(LF, aim - 1) + 1;
    if (end <= start) end = bytes.indexOf(LF, aim) + 1 || bytes.length;
    chunks.push({ start, end });
  }
  return chunks;
}
