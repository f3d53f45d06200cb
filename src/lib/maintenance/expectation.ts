/** What an indicator should read when healthy, learnt from this plant's own healthy days. */

import { medianOf, robustLeastSquares, robustSpread } from '../plant/machines-fit';
import { dayMedians, healthyDays, LEAST_DAYS, rowsOfDays } from './healthy-days';
import type { ModelRows } from './model-rows';

const DAY_MS = 86_400_000;
const ROUNDS = 6;
/** Rows without which nothing is learnt, and rows that a fit takes at most. */
const LEAST_ROWS = 48;
const MOST_ROWS = 1500;
/** Spreads of a feature beyond what was learnt from, at which an expectation no longer holds. */
const REACH = 6;

/** What was learnt of an indicator. Plain data. */
export interface Expectation {
  /** One a feature. */
  coefficients: number[];
  /** Middle of the healthy residuals, taken off. */
  middle: number;
  /** Robust spread of the healthy days' medians, in the unit of the residual. */
  daySpread: number;
  /** Healthy days that were learnt from, and the first and last of them, ms since epoch. */
  days: number;
  fromMs: number;
  toMs: number;
  /** Lowest and highest that each feature was learnt from, with some reach. */
  reach: [low: number, high: number][];
}

/** Period that a person called healthy, from inclusive, to exclusive; null to find it. */
export type Reference = { fromMs: number; toMs: number } | null;

const usableRows = ({ target, features }: ModelRows, steady: Uint8Array): Uint8Array =>
  steady.map((row, at) =>
    row && Number.isFinite(target[at]) && features.every((feature) => Number.isFinite(feature[at])) ? 1 : 0,
  );

function fit({ target, features }: ModelRows, rows: Uint8Array): number[] | null {
  const places: number[] = [];
  rows.forEach((row, at) => row && places.push(at));
  if (places.length < LEAST_ROWS) return null;
  const every = Math.ceil(places.length / MOST_ROWS);
  const taken = Int32Array.from(places.filter((_, k) => k % every === 0));
  const pick = (values: Float64Array) => Float64Array.from(taken, (at) => values[at]);
  return robustLeastSquares(features.map(pick), pick(target))?.coefficients ?? null;
}

const shareOf = (ratio: number, relative: ModelRows['relative']): number =>
  relative === 'of root' ? Math.sqrt(ratio) : ratio;

/** Residuals of rows by coefficients, before their middle is taken off; NaN where a reading is missing. */
function raw({ target, features, worse, relative }: ModelRows, rows: Uint8Array, by: readonly number[]) {
  const sign = worse === -1 ? -1 : 1;
  return target.map((value, at) => {
    if (rows[at] === 0) return NaN;
    const expected = features.reduce((sum, feature, i) => sum + by[i] * feature[at], 0);
    if (relative) return expected > 0 ? sign * 100 * (shareOf(value / expected, relative) - 1) : NaN;
    return sign * (value - expected);
  });
}

function reachOf(features: readonly Float64Array[], rows: Uint8Array): Expectation['reach'] {
  return features.map((feature) => {
    const inside = feature.filter((_, at) => rows[at] === 1).sort();
    const at = (share: number) => inside[Math.min(inside.length - 1, Math.floor(share * inside.length))];
    const spread = robustSpread(inside);
    return [at(0.01) - REACH * spread, at(0.99) + REACH * spread];
  });
}

/**
 * Learn an indicator from the healthy days of a history: fit all, keep the days that lie close together, fit those, until
 * nothing changes.
 * @param steady rows in which the machine ran warm and without a break, 1 or 0
 * @returns null for fewer than five healthy days
 */
export function learnExpectation(
  timesMs: Float64Array,
  model: ModelRows,
  steady: Uint8Array,
  reference: Reference,
): Expectation | null {
  const usable = usableRows(model, steady);
  const inside = reference
    ? usable.map((row, at) =>
        row && timesMs[at] >= reference.fromMs && timesMs[at] < reference.toMs ? 1 : 0,
      )
    : usable;
  let rows = inside;
  let coefficients = fit(model, rows);
  let days: Set<number> = new Set();
  for (let round = 0; round < ROUNDS && coefficients; round++) {
    const found = healthyDays(timesMs, raw(model, inside, coefficients));
    if (found.size < LEAST_DAYS) return null;
    if (found.size === days.size && [...found].every((day) => days.has(day))) break;
    days = found;
    rows = rowsOfDays(timesMs, inside, days);
    coefficients = fit(model, rows);
  }
  if (!coefficients) return null;
  const healthy = raw(model, rows, coefficients);
  const middle = medianOf(healthy);
  const { medians } = dayMedians(timesMs, healthy);
  const sorted = [...days].sort((a, b) => a - b);
  return {
    coefficients,
    middle,
    daySpread: robustSpread(medians),
    days: days.size,
    fromMs: sorted[0] * DAY_MS,
    toMs: (sorted[sorted.length - 1] + 1) * DAY_MS,
    reach: reachOf(model.features, rows),
  };
}

/**
 * Residuals of rows, worse = higher, 0 = as when healthy; NaN where the machine stood, a reading is missing, or a reading
 * that the expectation goes by is far from any that was learnt from.
 */
export function residualsBy(expectation: Expectation, model: ModelRows, steady: Uint8Array): Float64Array {
  const usable = usableRows(model, steady).map((row, at) =>
    row &&
    model.features.every((feature, i) => {
      const [low, high] = expectation.reach[i];
      return feature[at] >= low && feature[at] <= high;
    })
      ? 1
      : 0,
  );
  const residuals = raw(model, usable, expectation.coefficients);
  return residuals.map((value) =>
    model.worse === 0 ? Math.abs(value - expectation.middle) : value - expectation.middle,
  );
}
