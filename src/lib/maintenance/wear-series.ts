/** The wear of an indicator over time: its residual over its limit, in steps of six hours. */

import { medianOf } from '../plant/machines-fit';

const DAY_MS = 86_400_000;
/** Length of a step: four a day. */
export const STEP_MS = DAY_MS / 4;
const LEAST_ROWS = 2;

/** Wear in steps, only those with readings: 0 as when healthy, 1 at the limit. */
export interface WearSeries {
  /** Middle of each step, days since epoch, ascending. */
  days: Float64Array;
  wear: Float64Array;
}

/**
 * Medians of wear in steps of six hours.
 * @param residuals NaN where nothing can be said; times ascending
 * @param limit     residual at which the component counts as failed, > 0
 */
export function wearSeries(timesMs: Float64Array, residuals: Float64Array, limit: number): WearSeries {
  const [days, wear]: number[][] = [[], []];
  let [step, values] = [NaN, [] as number[]];
  const close = () => {
    if (values.length < LEAST_ROWS) return;
    days.push(((step + 0.5) * STEP_MS) / DAY_MS);
    wear.push(medianOf(values) / limit);
  };
  for (let at = 0; at < timesMs.length; at++) {
    if (!Number.isFinite(residuals[at])) continue;
    const now = Math.floor(timesMs[at] / STEP_MS);
    if (now !== step) {
      close();
      [step, values] = [now, []];
    }
    values.push(residuals[at]);
  }
  close();
  return { days: Float64Array.from(days), wear: Float64Array.from(wear) };
}

/** Steps before and after a point that are compared, and how much wear must be gone to call it a service. */
const ASIDE = 3;
const GONE_SHARE = 0.5;
const GONE_LEAST = 0.12;

/**
 * Places of the first steps after services, ascending: where at least half of the wear, and more than noise, is gone from
 * one step to the next and stays gone.
 * @param spread robust spread of healthy wear
 */
export function services({ wear }: WearSeries, spread: number): number[] {
  const least = Math.max(GONE_LEAST, 5 * spread);
  const side = (from: number, to: number) => medianOf(wear.slice(Math.max(0, from), to));
  const found: number[] = [];
  for (let at = ASIDE; at < wear.length; at++) {
    const before = side(at - ASIDE, at);
    const gone = before - side(at, at + ASIDE);
    if (gone > least && gone > GONE_SHARE * before && wear[at - 1] - wear[at] > GONE_SHARE * gone)
      found.push(at);
  }
  // One that goes in two steps counts where the second ends.
  return found.filter((at, k) => !(found[k + 1] <= at + ASIDE));
}

/** Place of the first step that begins after an instant, in days since epoch. */
export function stepAfter({ days }: WearSeries, day: number): number {
  const at = days.findIndex((middle) => middle > day);
  return at < 0 ? days.length : at;
}
