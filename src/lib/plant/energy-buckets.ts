import type { TimeRange } from '$lib/ingest/types';
import { instantOf, startOfDay, wallMs, zoneOffsetMs } from '$lib/series/zone';

export const BUCKET_WIDTHS = ['hour', 'day', 'month'] as const;
export type BucketWidth = (typeof BUCKET_WIDTHS)[number];

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
const DAY_MS = 24 * HOUR_MS;

/** Start of the month, by a zone's clock, that lies `months` after that of an instant. */
function startOfMonth(ms: number, zone: string, months: number): number {
  const wall = new Date(wallMs(ms, zone));
  return instantOf(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + months, 1), zone);
}

function startOf(width: BucketWidth, ms: number, zone: string): number {
  if (width === 'hour') return Math.floor(ms / HOUR_MS) * HOUR_MS;
  return width === 'day' ? startOfDay(ms, zone) : startOfMonth(ms, zone, 0);
}

function after(width: BucketWidth, startMs: number, zone: string): number {
  if (width === 'hour') return startMs + HOUR_MS;
  if (width === 'month') return startOfMonth(startMs, zone, 1);
  // A day may have 23 or 25 hours.
  return instantOf(Math.floor(wallMs(startMs, zone) / DAY_MS) * DAY_MS + DAY_MS, zone);
}

/**
 * The hours, days or months that overlap a range (from inclusive, to exclusive), each whole. Days and months are those
 * of the zone; hours are whole hours of UTC.
 * @returns starts, ms since epoch, ascending; and the end of the last one as the last element. Empty for an empty range.
 */
export function bucketEdges({ fromMs, toMs }: TimeRange, width: BucketWidth, zone: string): number[] {
  if (!(toMs > fromMs)) return [];
  const edges = [startOf(width, fromMs, zone)];
  while (edges[edges.length - 1] < toMs) edges.push(after(width, edges[edges.length - 1], zone));
  return edges;
}

/** Where an instant lies among edges: index of its bucket, -1 outside. */
export function bucketAt(edges: readonly number[], ms: number): number {
  let [low, high] = [0, edges.length - 1];
  if (edges.length < 2 || ms < edges[0] || ms >= edges[high]) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= ms) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Sums of values by bucket; values outside all buckets are left out.
 * @param timesMs instant of each value
 * @returns one sum a bucket: edges.length - 1
 */
export function sumByBucket(
  edges: readonly number[],
  timesMs: Float64Array,
  values: Float64Array,
): Float64Array {
  const sums = new Float64Array(Math.max(0, edges.length - 1));
  timesMs.forEach((ms, at) => {
    const bucket = bucketAt(edges, ms);
    if (bucket >= 0) sums[bucket] += values[at];
  });
  return sums;
}

/** Width of the pieces from which hours, days and months of a zone can be put together: an hour, where its offset is in quarters a quarter. */
export function pieceMs({ fromMs, toMs }: TimeRange, zone: string): number {
  const odd = [fromMs, toMs].some((ms) => zoneOffsetMs(ms, zone) % HOUR_MS !== 0);
  return odd ? QUARTER_MS : HOUR_MS;
}

/** The width at which a range gives 7 to 100 bars or so. */
export function usualWidth({ fromMs, toMs }: TimeRange): BucketWidth {
  const days = (toMs - fromMs) / DAY_MS;
  if (days <= 4) return 'hour';
  return days <= 120 ? 'day' : 'month';
}
