import { sorted } from './quantile';

const EULER = 0.5772156649015329;
/** Days below which the spread of daily maxima cannot be learnt. */
export const LEAST_DAYS = 3;

/**
 * Greatest score of each day.
 * @param steps in a day
 * @returns one value a day that has a score
 */
export function dailyMaxima(scores: Float32Array, steps: number): Float64Array {
  const maxima: number[] = [];
  for (let from = 0; from < scores.length; from += steps) {
    let most = NaN;
    for (let at = from; at < Math.min(from + steps, scores.length); at++)
      if (!(scores[at] <= most)) most = scores[at] === scores[at] ? scores[at] : most;
    if (most === most) maxima.push(most);
  }
  return Float64Array.from(maxima);
}

/** How great the greatest score of a healthy day is: a Gumbel distribution of its logarithm. */
export interface DailyGreatest {
  place: number;
  scale: number;
  /** Days it was learnt from. */
  days: number;
}

/**
 * Learn the greatest scores of healthy days by probability-weighted moments (Hosking, Wallis & Wood, Technometrics 27,
 * 1985): unlike a quantile it can speak of what is rarer than one in the days that were seen. In logs the tail is
 * heavier than that of most scores: thresholds err to the side of fewer false alarms.
 * @param maxima greatest score of each healthy day, not of days that the detector was fitted on, > 0
 * @returns null for fewer than three days
 */
export function fitDailyGreatest(maxima: Float64Array): DailyGreatest | null {
  const logs = sorted(maxima.map((value) => Math.log(Math.max(1e-9, value))));
  const n = logs.length;
  if (n < LEAST_DAYS) return null;
  let b0 = 0;
  let b1 = 0;
  for (let i = 0; i < n; i++) {
    b0 += logs[i] / n;
    b1 += (logs[i] * i) / (n - 1) / n;
  }
  // Days that are all equal would make every score above them certain.
  const scale = Math.max(1e-3, (2 * b1 - b0) / Math.LN2);
  return { place: b0 - EULER * scale, scale, days: n };
}

/** Score that healthy days pass `perDay` times a day, in (0, 1). */
export const thresholdOf = ({ place, scale }: DailyGreatest, perDay: number): number =>
  Math.exp(place - scale * Math.log(-Math.log(1 - Math.min(0.99, perDay))));

/** Share of healthy days that reach a score. */
export const chanceOf = ({ place, scale }: DailyGreatest, score: number): number =>
  -Math.expm1(-Math.exp(-(Math.log(Math.max(1e-9, score)) - place) / scale));
