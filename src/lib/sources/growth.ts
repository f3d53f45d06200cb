/** What became of an export that is still being written. */
export type Growth =
  | { kind: 'same' }
  /** It is shorter than what was read of it: it was written anew. */
  | { kind: 'shorter' }
  /** Whole new rows end at `endByte`. */
  | { kind: 'grown'; endByte: number };

/** No row is longer. */
const MOST_ROW_BYTES = 1 << 20;

/** After the last line end in a piece; 0 when it holds none. */
export function afterLastLine(bytes: Uint8Array): number {
  return bytes.lastIndexOf(10) + 1;
}

/**
 * See what was added to an export. Only its size and the end of it are read.
 * @param knownBytes of it that the plant holds
 */
export async function growthOf(file: Blob, knownBytes: number): Promise<Growth> {
  if (file.size < knownBytes) return { kind: 'shorter' };
  const fromByte = Math.max(knownBytes, file.size - MOST_ROW_BYTES);
  const end = afterLastLine(new Uint8Array(await file.slice(fromByte).arrayBuffer()));
  return end === 0 ? { kind: 'same' } : { kind: 'grown', endByte: fromByte + end };
}

/** The number of the source that can be followed: the last one that is a person's own file; null when there is none. */
export function followedSource(
  sources: readonly unknown[],
  handles: readonly unknown[],
  copies: readonly (string | null)[] = [],
): number | null {
  const own = sources.flatMap((_, at) => (copies[at] ? [] : [at]));
  return own.length > 0 && handles.length === own.length ? own[own.length - 1] : null;
}
