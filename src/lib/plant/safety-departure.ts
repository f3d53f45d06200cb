/** When a reading left its usual range before a stop and did not come back. */

import { medianOf, robustSpread } from './machines-fit';

/** A reading that had left its usual range when the plant stopped. */
export interface Departure {
  tag: string;
  /** Start of the bucket from which it stayed outside, ms since epoch. */
  sinceMs: number;
  /** Median while it was usual, and over the last part before the stop. */
  usual: number;
  last: number;
  /** How far out it was at last, in robust spreads of its usual readings. */
  spreads: number;
}

/** Robust spreads from the median that still are usual. */
const BAND = 6;
/** An instrument that does not move at all still has this spread, share of its reading. */
const LEAST_SPREAD = 0.002;
/** Share of buckets since the departure that must lie outside. */
const STAYS = 0.8;
const LEAST_BASELINE = 12;
const LAST_BUCKETS = 3;

const signOutside = (value: number, usual: number, spread: number): number =>
  Math.abs(value - usual) > BAND * spread ? Math.sign(value - usual) : 0;

/**
 * Since when a reading was outside its usual range, on one side, up to the end of the series.
 * @param timesMs    start of each bucket before the stop, ascending
 * @param values     means, NaN where nothing was read
 * @param baselineMs what is usual is learnt from buckets before this instant
 * @returns null when it was not outside at the end, or its usual range is not known (fewer than 12 buckets)
 */
export function departureOf(
  tag: string,
  timesMs: Float64Array,
  values: Float64Array,
  baselineMs: number,
): Departure | null {
  const baseline = values.filter((value, at) => timesMs[at] < baselineMs && Number.isFinite(value));
  if (baseline.length < LEAST_BASELINE) return null;
  const usual = medianOf(baseline);
  const spread = Math.max(robustSpread(baseline), LEAST_SPREAD * Math.abs(usual), 1e-9);
  const read = Array.from(values.keys()).filter((at) => Number.isFinite(values[at]));
  const last = medianOf(read.slice(-LAST_BUCKETS).map((at) => values[at]));
  const side = signOutside(last, usual, spread);
  if (side === 0) return null;
  let [outside, since] = [0, -1];
  read.reverse().forEach((at, passed) => {
    if (timesMs[at] < baselineMs) return;
    const isOutside = signOutside(values[at], usual, spread) === side;
    if (isOutside) outside += 1;
    if (isOutside && outside / (passed + 1) >= STAYS) since = at;
  });
  if (since === -1) return null;
  return { tag, sinceMs: timesMs[since], usual, last, spreads: Math.abs(last - usual) / spread };
}

/** Departures of many readings, the one that left first foremost. */
export function departuresOf(
  timesMs: Float64Array,
  series: readonly { tag: string; avg: Float64Array }[],
  baselineMs: number,
): Departure[] {
  return series
    .flatMap(({ tag, avg }) => departureOf(tag, timesMs, avg, baselineMs) ?? [])
    .sort((a, b) => a.sinceMs - b.sinceMs || b.spreads - a.spreads);
}
