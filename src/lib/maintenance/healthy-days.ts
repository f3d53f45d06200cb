/** The part of a history that health is measured against. */

import { medianOf, robustSpread } from '../plant/machines-fit';

const DAY_MS = 86_400_000;
/** Share of the days that lie closest together: wear and drifts spread their days out, health does not. */
const CLOSE_SHARE = 0.4;
/** Spread of normal values over that of the closest two fifths of them (2.94, drawn 2000 times 60). */
const CLOSE_TO_ALL = 3;
/** Spreads around their middle within which other days count as the same. */
const SPREADS = 3;
const LEAST_ROWS = 4;
/** Days of history without which nothing is called health. */
export const LEAST_DAYS = 5;

/** Median residual of each day that has at least four rows. */
export function dayMedians(
  timesMs: Float64Array,
  residuals: Float64Array,
): { days: number[]; medians: number[] } {
  const byDay = new Map<number, number[]>();
  for (let at = 0; at < timesMs.length; at++) {
    if (!Number.isFinite(residuals[at])) continue;
    const day = Math.floor(timesMs[at] / DAY_MS);
    const known = byDay.get(day);
    if (known) known.push(residuals[at]);
    else byDay.set(day, [residuals[at]]);
  }
  const kept = [...byDay].filter(([, values]) => values.length >= LEAST_ROWS).sort(([a], [b]) => a - b);
  return { days: kept.map(([day]) => day), medians: kept.map(([, values]) => medianOf(values)) };
}

/** Start of the shortest stretch of sorted values that holds a share of them, and its length in values. */
function shortest(sorted: readonly number[], share: number): { from: number; length: number } {
  const length = Math.max(2, Math.ceil(share * sorted.length));
  let [from, width] = [0, Infinity];
  for (let at = 0; at + length <= sorted.length; at++) {
    const wide = sorted[at + length - 1] - sorted[at];
    if (wide < width) [from, width] = [at, wide];
  }
  return { from, length };
}

/**
 * Days whose residuals are the machine's usual ones: the 40 % of the days that lie closest together (the shorth; Andrews
 * et al. 1972) and every day within three robust spreads of them. A machine that was worn most of the time is measured
 * against that.
 * @returns days since epoch; empty for fewer than five days
 */
export function healthyDays(timesMs: Float64Array, residuals: Float64Array): Set<number> {
  const { days, medians } = dayMedians(timesMs, residuals);
  if (days.length < LEAST_DAYS) return new Set();
  const sorted = [...medians].sort((a, b) => a - b);
  const { from, length } = shortest(sorted, CLOSE_SHARE);
  const close = sorted.slice(from, from + length);
  const middle = medianOf(close);
  const spread = Math.max(robustSpread(close) * CLOSE_TO_ALL, 1e-12);
  return new Set(days.filter((_, at) => Math.abs(medians[at] - middle) <= SPREADS * spread));
}

/** Rows of given days, 1 or 0. */
export const rowsOfDays = (timesMs: Float64Array, use: Uint8Array, days: ReadonlySet<number>): Uint8Array =>
  use.map((row, at) => (row && days.has(Math.floor(timesMs[at] / DAY_MS)) ? 1 : 0));
