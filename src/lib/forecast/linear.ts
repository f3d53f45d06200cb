import { eachTarget } from './each-target';
import { featureCount, windowFeatures, type WindowSpec } from './linear-window';
import { absoluteErrors, addRows, emptySums, joinSums, solveRidge, type NormalSums } from './ridge';
import { DAY, WEEK, type History, type MethodName, type Unfit } from './types';

/** What a linear model learnt: one set of weights for every step ahead. */
export interface LinearState {
  spec: WindowSpec;
  /** Features are divided by these, [features]. */
  scale: Float64Array;
  /** [features * horizon] row-major. */
  weights: Float64Array;
  /** Changes from the base are kept within these, of the learnt ones with some room: [horizon] each. */
  low: Float64Array;
  high: Float64Array;
  /** Ridge penalty that was chosen, per row on features of unit variance. */
  penalty: number;
  /** Share of the change that is kept, by step, 0..1: less where the held-back part did better with less. */
  kept: Float64Array;
  rows: number;
}

/** Penalties that are tried on the last fifth of what is learnt from. */
const PENALTIES = [0.001, 0.01, 0.03, 0.1, 0.3, 1, 3];
const HELD_BACK = 0.2;
/** Rows more than a feature that are wanted at least. */
const ROWS_A_FEATURE = 1.5;
/** Hours that are learnt from: more weeks than this say little of today. */
const MOST_ROWS = 13_000;
/** Others that are looked at beside the target. */
const MOST_OTHERS = 5;
/** Changes beyond this quantile of the learnt ones count as this much: faults and spikes do not turn the fit. */
const CLIP_QUANTILE = 0.995;

/** Hours of a window that fit a history: a week where there are six of them, else less. */
export function usualSpec(hours: number, others: readonly number[]): WindowSpec {
  const lags = hours >= 6 * WEEK ? WEEK : hours >= 3 * WEEK ? 3 * DAY : DAY;
  return {
    lags,
    others,
    otherLags: DAY / 2,
    trendWidth: 25,
    trendEvery: DAY / 2,
    calendar: hours >= 3 * WEEK,
  };
}

interface Rows {
  x: Float64Array;
  y: Float64Array;
  /** Origins, ascending. */
  origins: number[];
}

function rowsOf(history: History, target: number, horizon: number, spec: WindowSpec): Rows {
  const { values } = history.channels[target];
  const p = featureCount(spec);
  const last = history.length - 1;
  const first = Math.max(spec.lags, history.length - MOST_ROWS);
  const most = Math.max(0, last - first + 1);
  const [x, y] = [new Float64Array(most * p), new Float64Array(most * horizon)];
  const origins: number[] = [];
  for (let origin = first; origin <= last; origin++) {
    const n = origins.length;
    const base = windowFeatures(spec, history, target, origin, x, n * p);
    if (base === null) continue;
    let known = 0;
    for (let step = 0; step < horizon; step++) {
      const value = origin + step < history.length ? values[origin + step] : NaN;
      y[n * horizon + step] = value - base;
      known += Number(!Number.isNaN(value));
    }
    if (known > 0) origins.push(origin);
  }
  return { x, y, origins };
}

/** Scales x in place to unit mean square. @returns what it was divided by */
function scaleColumns(x: Float64Array, p: number, rows: number): Float64Array {
  const scale = new Float64Array(p);
  for (let n = 0; n < rows; n++) for (let i = 0; i < p; i++) scale[i] += x[n * p + i] ** 2;
  for (let i = 0; i < p; i++) scale[i] = Math.sqrt(scale[i] / Math.max(1, rows)) || 1;
  for (let n = 0; n < rows; n++) for (let i = 0; i < p; i++) x[n * p + i] /= scale[i];
  return scale;
}

/** Keeps the changes of each step within their outer quantiles, in place. */
function clipChanges(y: Float64Array, horizon: number, rows: number) {
  const [low, high] = [new Float64Array(horizon), new Float64Array(horizon)];
  for (let step = 0; step < horizon; step++) {
    const known = new Float64Array(rows);
    let count = 0;
    for (let n = 0; n < rows; n++) {
      const value = y[n * horizon + step];
      if (!Number.isNaN(value)) known[count++] = value;
    }
    const sorted = known.subarray(0, count).sort();
    const at = Math.min(count - 1, Math.floor(CLIP_QUANTILE * count));
    [low[step], high[step]] = [sorted[count - 1 - at] ?? 0, sorted[at] ?? 0];
    for (let n = 0; n < rows; n++) {
      const value = y[n * horizon + step];
      if (!Number.isNaN(value)) y[n * horizon + step] = Math.min(high[step], Math.max(low[step], value));
    }
  }
  return { low, high };
}

/** Widths of groups of steps that are tried: steps of one group learn from the rows that know all of them. */
const GROUPS = [24, 6, 1];
const ROWS_KEPT = 0.7;

/**
 * Rows that know all steps from one to another: a step that is not known is left out with its row, never filled. The widest
 * group that keeps most rows is the cheapest.
 */
function completeRows({ y, origins }: Rows, horizon: number, from: number, to: number): Int32Array {
  const complete: number[] = [];
  for (let n = 0; n < origins.length; n++) {
    let step = from;
    while (step < to && !Number.isNaN(y[n * horizon + step])) step++;
    if (step === to) complete.push(n);
  }
  return Int32Array.from(complete);
}

function groupWidth(rows: Rows, horizon: number): number {
  const width = GROUPS.find(
    (one) => completeRows(rows, horizon, 0, Math.min(one, horizon)).length >= ROWS_KEPT * rows.origins.length,
  );
  return Math.min(width ?? 1, horizon);
}

/** The steps of a group out of y. */
function stepsOf(y: Float64Array, horizon: number, rows: number, from: number, to: number): Float64Array {
  if (from === 0 && to === horizon) return y;
  const part = new Float64Array(rows * (to - from));
  for (let n = 0; n < rows; n++) part.set(y.subarray(n * horizon + from, n * horizon + to), n * (to - from));
  return part;
}

const penaltiesOf = (p: number, value: number) =>
  // The constant is as free as can be; a trace keeps unvarying features solvable.
  Float64Array.from({ length: p }, (_, at) => (at === p - 1 ? 1e-9 : value));

/** Shares of the forecast change that are tried: none of it is the last reading. */
const SHARES = [0, 0.25, 0.5, 0.75, 1];

/** The penalty, or as given, and the share of the change by step with the least absolute error on the held-back rows. */
function choose(
  early: NormalSums,
  x: Float64Array,
  y: Float64Array,
  late: Int32Array,
  given: number | null,
): { penalty: number; kept: number[] } {
  let best = { penalty: PENALTIES[PENALTIES.length - 1], kept: new Array<number>(early.k).fill(1) };
  let least = Infinity;
  for (const penalty of given === null ? PENALTIES : [given]) {
    const weights = solveRidge(early, penaltiesOf(early.p, penalty));
    const errors = absoluteErrors(weights, early, x, y, late, SHARES);
    const sums = Array.from({ length: early.k }, (_, step) =>
      SHARES.map((_, at) => errors[step * SHARES.length + at]),
    );
    const error = sums.reduce((sum, of) => sum + Math.min(...of), 0);
    if (error >= least) continue;
    least = error;
    best = { penalty, kept: sums.map((of) => SHARES[of.lastIndexOf(Math.min(...of))]) };
  }
  return best;
}

/**
 * Fit weights from windows to changes by ridge regression in closed form; the penalty is chosen on the last fifth.
 * Source: DLinear and NLinear (Zeng et al., AAAI 2023), closed form after Toner and Darlow (ICML 2024).
 */
export function fitLinear(
  history: History,
  target: number,
  horizon: number,
  spec: WindowSpec,
): LinearState | Unfit {
  const rows = rowsOf(history, target, horizon, spec);
  const [p, count] = [featureCount(spec), rows.origins.length];
  if (count < ROWS_A_FEATURE * p)
    return { unfit: `${count} usable hours are too few for ${p} weights a step` };
  const scale = scaleColumns(rows.x, p, count);
  const { low, high } = clipChanges(rows.y, horizon, count);
  const weights = new Float64Array(p * horizon);
  const split = rows.origins[Math.floor((1 - HELD_BACK) * count)];
  const width = groupWidth(rows, horizon);
  const kept = new Float64Array(horizon);
  let chosen: number | null = null;
  for (let from = 0; from < horizon; from += width) {
    const to = Math.min(horizon, from + width);
    const complete = completeRows(rows, horizon, from, to);
    if (complete.length < p) return { unfit: `${complete.length} hours know what came ${to} hours later` };
    const y = stepsOf(rows.y, horizon, count, from, to);
    // What comes before the split must not know what is held back: its last steps end there.
    const early = complete.filter((n) => rows.origins[n] + to <= split);
    const between = complete.filter((n) => rows.origins[n] + to > split && rows.origins[n] < split);
    const late = complete.filter((n) => rows.origins[n] >= split);
    const sums = emptySums(p, to - from);
    addRows(sums, rows.x, y, early);
    const tried = choose(sums, rows.x, y, late, chosen);
    chosen = tried.penalty;
    kept.set(tried.kept, from);
    const rest = emptySums(p, to - from);
    addRows(rest, rows.x, y, between);
    addRows(rest, rows.x, y, late);
    const part = solveRidge(joinSums(sums, rest), penaltiesOf(p, chosen));
    for (let i = 0; i < p; i++)
      weights.set(part.subarray(i * (to - from), (i + 1) * (to - from)), i * horizon + from);
  }
  return { spec, scale, weights, low, high, penalty: chosen ?? 0, kept, rows: count };
}

/** Apply a linear model to the window that ends a history; NaN when too little of it is known. */
export function forecastLinear(
  { spec, scale, weights, low, high, kept }: LinearState,
  history: History,
  target: number,
  horizon: number,
): Float64Array {
  const p = featureCount(spec);
  const x = new Float64Array(p);
  const said = new Float64Array(horizon).fill(NaN);
  const base = windowFeatures(spec, history, target, history.length, x, 0);
  if (base === null) return said;
  for (let i = 0; i < p; i++) x[i] /= scale[i];
  for (let step = 0; step < horizon; step++) {
    let change = 0;
    for (let i = 0; i < p; i++) change += x[i] * weights[i * horizon + step];
    const [least, most] = [2 * Math.min(0, low[step]), 2 * Math.max(0, high[step])];
    said[step] = base + kept[step] * Math.min(most, Math.max(least, change));
  }
  return said;
}

/** Others that move most with the target's change over six hours, at most `MOST_OTHERS`. */
function tellingOthers({ channels, length }: History, target: number): number[] {
  const ahead = 6;
  const { values } = channels[target];
  const scored = channels.flatMap(({ values: other }, at) => {
    if (at === target) return [];
    let [n, sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0, 0];
    for (let t = ahead; t + ahead < length; t++) {
      const [x, y] = [other[t] - other[t - ahead], values[t + ahead] - values[t]];
      if (Number.isNaN(x) || Number.isNaN(y)) continue;
      n++;
      [sx, sy, sxx, syy, sxy] = [sx + x, sy + y, sxx + x * x, syy + y * y, sxy + x * y];
    }
    const spread = (sxx - (sx * sx) / n) * (syy - (sy * sy) / n);
    const r = n > 100 && spread > 0 ? Math.abs(sxy - (sx * sy) / n) / Math.sqrt(spread) : 0;
    return r > 0 ? [{ at, r }] : [];
  });
  return scored
    .sort((a, b) => b.r - a.r)
    .slice(0, MOST_OTHERS)
    .map(({ at }) => at);
}

const linearMethod = (name: MethodName, othersOf: (history: History, target: number) => number[] | Unfit) =>
  eachTarget<LinearState>({
    name,
    fit(history, target, horizon) {
      const others = othersOf(history, target);
      if (!Array.isArray(others)) return others;
      return fitLinear(history, target, horizon, usualSpec(history.length, others));
    },
    forecast: forecastLinear,
  });

/** From the target's own past. */
export const linear = linearMethod('linear', () => []);

/** From the past of the target and of the channels that move before it. */
export const linearSeveral = linearMethod('linear, several channels', (history, target) => {
  const others = tellingOthers(history, target);
  return others.length > 0 ? others : { unfit: 'no other channel moves with it' };
});
