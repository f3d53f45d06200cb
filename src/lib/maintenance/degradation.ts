/** How wear grows: no trend, a straight line or an exponential from an onset on, chosen by the data. */

import { medianOf } from '../plant/machines-fit';
import type { WearSeries } from './wear-series';

/** Days that a trend is looked for in, at most. */
const MOST_DAYS = 35;
const LEAST_STEPS = 8;
/** Steps that a trend has at least after its onset. */
const LEAST_AFTER = 5;
/** Onsets are tried at so many places. */
const ONSETS = 40;
/** Growth over the time since onset: e to the power of it. 0 is the straight line. */
const STEEPNESS = [0, 1, 2, 3, 4.5] as const;
/** Weight of knowing that wear is 0 before the onset, in steps. */
const PRIOR_STEPS = 4;
/** Residual, in spreads, beyond which a step counts no more than that (Huber 1964). */
const HUBER = 2.5;

/** A trend that was found. */
export interface WearTrend {
  shape: 'linear' | 'exponential';
  /** Onset, and the last step seen, days since epoch. */
  onsetDay: number;
  lastDay: number;
  /** Wear before the onset, and what the curve says at the last step. */
  base: number;
  now: number;
  /** Growth of wear a day at the last step. */
  rate: number;
  /** Days from the last step until wear is 1; 0 when it is. */
  daysLeft: number;
  /** The same by the better curve of each shape; NaN where none reaches the limit. */
  daysLeftBy: { linear: number; exponential: number };
  /** How far the rise stands above what healthy days do by chance, in spreads of a day. */
  evidence: number;
  /** Share of the squares that the trend explains, 0 to 1. */
  explained: number;
  steepness: number;
}

interface Curve {
  steepness: number;
  onset: number;
  base: number;
  growth: number;
  loss: number;
}

/** Growth from the onset (0) to the last step (1). */
const shapeAt = (steepness: number, part: number): number =>
  steepness === 0 ? part : Math.expm1(steepness * part) / Math.expm1(steepness);

/** Wear by step, outliers pulled in to their neighbours: a step far from the median of five is set to it. */
function calmed(wear: Float64Array, spread: number): Float64Array {
  return wear.map((value, at) => {
    const around = medianOf(wear.slice(Math.max(0, at - 2), at + 3));
    const far = 4 * Math.max(spread, 0.01) + 0.15 * Math.abs(around);
    return Math.abs(value - around) > far ? around : value;
  });
}

/** Least squares of one curve, with the prior that wear is 0 before the onset; null when it does not rise. */
function fitCurve(
  days: Float64Array,
  wear: Float64Array,
  onset: number,
  steepness: number,
  spread: number,
): Curve | null {
  const last = days[days.length - 1];
  const span = last - days[onset];
  let [n, g, gg, y, gy] = [PRIOR_STEPS, 0, 0, 0, 0];
  const shape = days.map((day, at) => (at <= onset ? 0 : shapeAt(steepness, (day - days[onset]) / span)));
  for (let at = 0; at < wear.length; at++) {
    n += 1;
    g += shape[at];
    gg += shape[at] ** 2;
    y += wear[at];
    gy += shape[at] * wear[at];
  }
  const determinant = n * gg - g * g;
  if (determinant <= 1e-9) return null;
  const growth = (n * gy - g * y) / determinant;
  if (growth <= 0) return null;
  const base = (y - growth * g) / n;
  const least = HUBER * spread;
  let loss = PRIOR_STEPS * base * base;
  for (let at = 0; at < wear.length; at++) {
    const off = Math.abs(wear[at] - base - growth * shape[at]);
    loss += off <= least ? off * off : least * (2 * off - least);
  }
  return { steepness, onset, base, growth, loss };
}

function bestCurve(
  days: Float64Array,
  wear: Float64Array,
  steepness: readonly number[],
  spread: number,
): Curve | null {
  const lastOnset = days.length - 1 - LEAST_AFTER;
  const every = Math.max(1, Math.ceil((lastOnset + 1) / ONSETS));
  let best: Curve | null = null;
  for (const steep of steepness)
    for (let onset = lastOnset; onset >= 0; onset -= every) {
      const curve = fitCurve(days, wear, onset, steep, spread);
      if (curve && curve.loss < (best?.loss ?? Infinity)) best = curve;
    }
  return best;
}

/** Days after the last step until a curve reaches 1; 0 when it has, NaN when it never does. */
function daysUntilLimit({ steepness, base, growth }: Curve, span: number): number {
  const target = (1 - base) / growth;
  if (target <= 1) return 0;
  const part = steepness === 0 ? target : Math.log1p(target * Math.expm1(steepness)) / steepness;
  return (part - 1) * span;
}

function rateOf({ steepness, growth }: Curve, span: number): number {
  const slope = steepness === 0 ? 1 : (steepness * Math.exp(steepness)) / Math.expm1(steepness);
  return (growth * slope) / span;
}

/**
 * Find how wear grows since the last service.
 * @param series from the first step after the last service on
 * @param spread robust spread of healthy days' wear, > 0
 * @returns null when there is no trend: too few steps, or nothing rises above what healthy days do
 */
export function wearTrend(series: WearSeries, spread: number): WearTrend | null {
  const first = series.days.findIndex((day) => day > series.days[series.days.length - 1] - MOST_DAYS);
  const days = series.days.slice(Math.max(0, first));
  if (days.length < LEAST_STEPS) return null;
  const noise = Math.max(spread, 0.005);
  const wear = calmed(series.wear.slice(Math.max(0, first)), noise);
  const linear = bestCurve(days, wear, [0], noise);
  const exponential = bestCurve(days, wear, STEEPNESS.slice(1), noise);
  const best = chosen(linear, exponential, days.length);
  if (!best) return null;
  const mean = wear.reduce((sum, value) => sum + value, 0) / (wear.length + PRIOR_STEPS);
  const flat = wear.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const last = days[days.length - 1];
  const span = (curve: Curve | null) => (curve ? last - days[curve.onset] : NaN);
  const left = (curve: Curve | null) => (curve ? daysUntilLimit(curve, span(curve)) : NaN);
  return {
    shape: best.steepness === 0 ? 'linear' : 'exponential',
    onsetDay: days[best.onset],
    lastDay: last,
    base: best.base,
    now: best.base + best.growth,
    rate: rateOf(best, span(best)),
    daysLeft: left(best),
    daysLeftBy: { linear: left(linear), exponential: left(exponential) },
    evidence: best.growth / noise,
    explained: flat > 0 ? Math.max(0, 1 - best.loss / flat) : 0,
    steepness: best.steepness,
  };
}

/** The shape with the lower Bayesian information criterion; the exponential has a parameter more. */
function chosen(linear: Curve | null, exponential: Curve | null, steps: number): Curve | null {
  if (!linear || !exponential) return linear ?? exponential;
  const score = (curve: Curve, parameters: number) =>
    steps * Math.log(Math.max(curve.loss, 1e-9) / steps) + parameters * Math.log(steps);
  return score(exponential, 4) < score(linear, 3) ? exponential : linear;
}

/** Wear that a trend foretells for a day, from its onset on; its base before. */
export function wearAt(trend: WearTrend, day: number): number {
  const span = trend.lastDay - trend.onsetDay;
  const part = Math.max(0, (day - trend.onsetDay) / span);
  return trend.base + (trend.now - trend.base) * shapeAt(trend.steepness, part);
}
