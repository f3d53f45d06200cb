/** A plant that this browser has, as far as a continuation is judged by it. */
export interface KnownPlant {
  /** True when only a part of its exports was imported. */
  partial: boolean;
  /** Last minute that holds rows, ms since epoch. */
  lastMs: number;
  sources: readonly KnownSource[];
}

/** An export that a plant was made of. `headerKey` and `fingerprint` are missing in records of older versions. */
export interface KnownSource {
  name: string;
  sizeBytes: number;
  fingerprint?: string;
  headerKey?: string;
}

/** An export just chosen. */
export interface NewExport {
  sizeBytes: number;
  headerKey: string;
  /** Time of its first and last row, whichever is which; null when unreadable. */
  firstTimeMs: number | null;
  lastTimeMs: number | null;
}

/** Sources of a plant that a file may have grown from: larger now, with the same header. Their old bytes must be compared. */
export function grownFrom({ partial, sources }: KnownPlant, { sizeBytes, headerKey }: NewExport): number[] {
  if (partial) return [];
  return sources.flatMap((source, at) =>
    source.fingerprint && source.headerKey === headerKey && source.sizeBytes < sizeBytes ? [at] : [],
  );
}

/** Whether exports go on where a plant ends: each has the header of one of its sources, and one holds later rows. */
export function continuesPlant(
  { partial, lastMs, sources }: KnownPlant,
  exports: readonly NewExport[],
): boolean {
  const keys = new Set(sources.flatMap(({ headerKey }) => headerKey ?? []));
  const known = exports.every(({ headerKey }) => keys.has(headerKey));
  const ends = exports.map(({ firstTimeMs, lastTimeMs }) =>
    Math.max(firstTimeMs ?? -Infinity, lastTimeMs ?? -Infinity),
  );
  return !partial && exports.length > 0 && known && Math.max(...ends) > lastMs + MINUTE_MS;
}

const MINUTE_MS = 60_000;

/**
 * Whether what follows in a grown file begins a new row: the old end was a line end, or is followed by one.
 * @param before the last byte of the old file; @param after the first byte that is new
 */
export function growsByRows(before: number, after: number): boolean {
  const isEnd = (byte: number) => byte === 10 || byte === 13;
  return isEnd(before) || isEnd(after);
}
