import { sorted } from './quantile';

/** Share of healthy scores that the tail is fitted to. */
const TAIL = 0.05;
/** Least scores in the tail for a fit. */
const LEAST_TAIL = 5;
/** Surprise is cut off here: one healthy step in 10^12 says no more than "never". */
export const MOST_SURPRISE = 12;

/** Scores of one detector on a scale that all detectors share. */
export interface Calibration {
  /** Healthy score that the tail begins at. */
  from: number;
  /** Mean excess over `from` in healthy steps. */
  excess: number;
  /** Healthy scores below `from`, ascending. */
  body: Float64Array;
  /** Healthy scores in all. */
  count: number;
}

/**
 * Learn how healthy scores are spread: their own shares below the 95 % quantile, an exponential tail above it (the
 * peaks over a threshold of Pickands, 1975, with shape 0).
 * @param healthy scores of steps that the detector was not fitted on; NaN are left out
 */
export function calibrate(healthy: ArrayLike<number>): Calibration {
  const ascending = sorted(healthy);
  const count = ascending.length;
  const tail = Math.max(Math.min(LEAST_TAIL, count), Math.ceil(TAIL * count));
  const at = Math.max(0, count - tail);
  const from = count > 0 ? ascending[at] : 0;
  let excess = 0;
  for (let i = at; i < count; i++) excess += ascending[i] - from;
  const least = Math.max(1e-12, Math.abs(from) * 1e-3);
  return { from, excess: Math.max(least, excess / Math.max(1, tail)), body: ascending.slice(0, at), count };
}

function placeAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Surprise of a score: -log10 of the share of healthy steps that score as high: 2 is one in a hundred. NaN for NaN.
 * @returns 0 to `MOST_SURPRISE`, rising with the score
 */
export function surprise({ from, excess, body, count }: Calibration, score: number): number {
  if (score !== score) return NaN;
  if (count === 0) return 0;
  if (score <= from) return -Math.log10(1 - placeAbove(body, score) / (count + 1));
  const tail = Math.log10((count + 1) / (count + 1 - body.length));
  return Math.min(MOST_SURPRISE, tail + (score - from) / excess / Math.LN10);
}
