import type { TimeRange } from '$lib/ingest/types';

/** A regular grid of buckets aligned to the epoch. */
export interface Grid {
  /** Start of the first bucket, ms since epoch. */
  startMs: number;
  bucketMs: number;
  /** Buckets. */
  length: number;
  /** Start of each bucket, ms since epoch, length buckets. */
  timesMs(): Float64Array;
}

/**
 * The buckets that overlap a range (from inclusive, to exclusive), each whole; none when the range is empty.
 * @throws RangeError when bucketMs is not positive
 */
export function gridOver({ fromMs, toMs }: TimeRange, bucketMs: number): Grid {
  if (!(bucketMs > 0)) throw new RangeError(`bucket of ${bucketMs} ms`);
  const first = Math.floor(fromMs / bucketMs);
  const length = toMs > fromMs ? Math.ceil(toMs / bucketMs) - first : 0;
  const startMs = first * bucketMs;
  const timesMs = () => Float64Array.from({ length }, (_, at) => startMs + at * bucketMs);
  return { startMs, bucketMs, length, timesMs };
}

/**
 * Values of sparse buckets, in any order, on the grid; `empty` where no bucket is given. Buckets outside the grid
 * are left out.
 * @param timesMs start of each bucket, ms since epoch
 */
export function scatter(
  { startMs, bucketMs, length }: Grid,
  timesMs: Float64Array,
  values: Float64Array,
  empty: number,
): Float64Array {
  const placed = new Float64Array(length).fill(empty);
  for (let i = 0; i < timesMs.length; i++) {
    const at = Math.round((timesMs[i] - startMs) / bucketMs);
    if (at >= 0 && at < length) placed[at] = values[i];
  }
  return placed;
}
