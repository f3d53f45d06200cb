import type { TimeRange } from '$lib/ingest/types';
import { niceBucketSeconds } from '$lib/series/level';

/**
 * Width of the buckets of a coverage, in ms: at most `buckets` (2 or more) over the range, whole minutes, no shorter
 * than the sampling interval.
 */
export function coverageBucketMs(
  { fromMs, toMs }: TimeRange,
  buckets: number,
  samplingIntervalSeconds: number,
): number {
  // A range that does not start at a bucket touches one more.
  const least = (toMs - fromMs) / 1000 / Math.max(1, buckets - 1);
  return niceBucketSeconds(Math.max(least, samplingIntervalSeconds)) * 1000;
}

/** Rows in percent of the rows expected in the part of each bucket that lies in the range, at most 100. */
export function coveragePercent(
  timesMs: Float64Array,
  rows: Float64Array,
  { fromMs, toMs }: TimeRange,
  bucketMs: number,
  samplingIntervalSeconds: number,
): Float64Array {
  return rows.map((found, at) => {
    const inRangeMs = Math.min(timesMs[at] + bucketMs, toMs) - Math.max(timesMs[at], fromMs);
    const expected = inRangeMs / 1000 / samplingIntervalSeconds;
    return Math.min(100, (100 * found) / Math.max(1, expected));
  });
}
