import type { TimeRange } from '$lib/ingest/types';

const MINUTE_MS = 60_000;
/** Minutes times columns that a query of the roll-up reads in less than 100 ms (docs/performance.md). */
const MOST_CELLS = 150_000;
/** Fewer than a query may give rows (100,000). */
const MOST_MINUTES = 86_400;

/**
 * Parts of a range that are asked for one after the other, in the order of time: a page's own queries come between two of
 * them, and what reads them can be cancelled there.
 * @param columns of the minute roll-up that are asked for, one or more
 */
export function* minuteChunks({ fromMs, toMs }: TimeRange, columns: number): Generator<TimeRange> {
  const minutes = Math.min(MOST_MINUTES, Math.max(1, Math.floor(MOST_CELLS / columns)));
  const widthMs = minutes * MINUTE_MS;
  for (let at = fromMs; at < toMs; at += widthMs) yield { fromMs: at, toMs: Math.min(at + widthMs, toMs) };
}
