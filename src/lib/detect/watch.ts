import { expected, type FittedExpected } from './detectors/expected';
import { usedSteps, type Mask } from './frame';
import { blame } from './isolate';
import { pick, quantile } from './quantile';
import { trailingMean } from './rolling';
import type { Standardised } from './standardise';
import type { NotEnough } from './types';

const FOLDS = 4;
/** A residual's limit: this quantile of healthy residuals not fitted on, times a margin. */
const LIMIT_QUANTILE = 0.995;
const LIMIT_MARGIN = 1.3;
/** Margin of the level, which moves with load, feed and weather: wider than that of a residual. */
const LEVEL_MARGIN = 2;
/** Least limit, in sigmas of the tag: instruments are not read closer. */
const LEAST_LIMIT = 0.02;
/** A mean counts when this share of its window has readings. */
const LEAST_KNOWN = 0.5;

export interface WatchSettings {
  /** Windows over which readings are averaged before they are judged, steps: short for what is fast, long for what is slow. */
  windows: readonly number[];
  ridge: number;
}

/** Data averaged over one window, with the model of what is expected of it. */
interface Horizon {
  window: number;
  model: FittedExpected;
  /** Residual and level at which a tag counts as abnormal, [tags]. */
  limits: Float64Array;
  levels: Float64Array;
}

/** Knows of each tag what it should read by the others, and how far it may be off. */
export interface Watch {
  kind: 'fitted';
  horizons: Horizon[];
  /** Ratio of each tag to its limit in healthy steps not fitted on; NaN elsewhere. One column a tag. */
  healthy: Float32Array[];
}

interface Averaged extends Standardised {
  window: number;
}

function averaged(data: Standardised, window: number): Averaged {
  const known = trailingMean(Float32Array.from(data.present), window);
  const present = data.present.map((value, at) =>
    value !== 0 && known[at] * Math.min(1, window / (at + 1)) >= 0 && known[at] >= LEAST_KNOWN ? 1 : 0,
  );
  const columns = data.columns.map((column) =>
    trailingMean(
      column.map((value, at) => (data.present[at] !== 0 ? value : NaN)),
      window,
    ),
  );
  return { ...data, columns, present, window };
}

/** Greatest ratio of residual or level to its limit, into `columns` where they are lower or NaN. */
function addRatios(
  { model, limits, levels }: Pick<Horizon, 'model' | 'limits' | 'levels'>,
  data: Averaged,
  original: Standardised,
  steps: Int32Array,
  columns: Float32Array[],
): void {
  const n = columns.length;
  const row = new Float64Array(n);
  const missing = new Uint8Array(n);
  const ratios = new Float64Array(n);
  const { precision, mean } = model;
  for (const at of steps) {
    if (data.present[at] === 0) continue;
    for (let i = 0; i < n; i++) {
      const value = original.columns[i][at] === original.columns[i][at] ? data.columns[i][at] : NaN;
      missing[i] = value === value ? 0 : 1;
      row[i] = value === value ? value - mean[i] : 0;
    }
    blame({ precision, limits }, row, missing, ratios);
    for (let i = 0; i < n; i++) {
      if (missing[i] !== 0) continue;
      const ratio = Math.max(Math.abs(ratios[i]), Math.abs(row[i]) / levels[i]);
      if (!(columns[i][at] >= ratio)) columns[i][at] = ratio;
    }
  }
}

const emptyColumns = (data: Standardised) => data.columns.map(() => new Float32Array(data.length).fill(NaN));

/** Healthy steps in order, cut in parts: the steps of each part, and the mask of the others. */
function foldsOf(use: Mask): { held: Int32Array; rest: Mask }[] {
  const steps = usedSteps(use);
  return Array.from({ length: FOLDS }, (_, fold) => {
    const held = steps.subarray(
      Math.floor((fold * steps.length) / FOLDS),
      Math.floor(((fold + 1) * steps.length) / FOLDS),
    );
    const rest = use.slice();
    for (const at of held) rest[at] = 0;
    return { held, rest };
  });
}

/** Absolute residuals of held-out steps, in sigmas of the tag. */
function residualsOf(model: FittedExpected, data: Standardised, steps: Int32Array): Float64Array[] {
  const present = new Uint8Array(data.length);
  for (const at of steps) present[at] = data.present[at];
  const columns = model.residuals({ ...data, present });
  return columns.map((column, i) => pick(column, steps).map((value) => Math.abs(value) * model.sigmas[i]));
}

function fitHorizon(
  data: Standardised,
  use: Mask,
  window: number,
  ridge: number,
  healthy: Float32Array[],
): Horizon | NotEnough {
  const smooth = averaged(data, window);
  const usable = use.map((value, at) => (smooth.present[at] !== 0 ? value : 0));
  const detector = expected({ ridge });
  const model = detector.fit(smooth, usable);
  if (model.kind === 'not-enough') return model;
  const folds = foldsOf(usable).flatMap(({ held, rest }) => {
    const fitted = detector.fit(smooth, rest);
    return fitted.kind === 'fitted' ? [{ held, fitted, residuals: residualsOf(fitted, smooth, held) }] : [];
  });
  const limits = Float64Array.from(data.tags, (_, i) => {
    const all = folds.flatMap(({ residuals }) => Array.from(residuals[i]));
    return Math.max(LEAST_LIMIT, LIMIT_MARGIN * quantile(all, LIMIT_QUANTILE));
  });
  const steps = usedSteps(usable);
  const levels = Float64Array.from(data.tags, (_, i) => {
    const off = pick(smooth.columns[i], steps).map((value) => Math.abs(value - model.mean[i]));
    return Math.max(LEAST_LIMIT, LEVEL_MARGIN * quantile(off, LIMIT_QUANTILE));
  });
  for (const { held, fitted } of folds)
    addRatios({ model: fitted, limits, levels }, smooth, data, held, healthy);
  return { window, model, limits, levels };
}

/** Learn from healthy steps what each tag should read by the others. */
export function fitWatch(
  data: Standardised,
  use: Mask,
  { windows, ridge }: WatchSettings,
): Watch | NotEnough {
  const healthy = emptyColumns(data);
  const horizons: Horizon[] = [];
  for (const window of windows) {
    const horizon = fitHorizon(data, use, window, ridge, healthy);
    if ('kind' in horizon) return horizon;
    horizons.push(horizon);
  }
  return { kind: 'fitted', horizons, healthy };
}

/**
 * How far each tag is from what it should read, as a ratio to its limit: 1 = at the limit, the greatest over windows.
 * @returns one column a tag; NaN where there is nothing to judge
 */
export function watchTags({ horizons }: Watch, data: Standardised): Float32Array[] {
  const columns = emptyColumns(data);
  const steps = usedSteps(data.present);
  for (const horizon of horizons) addRatios(horizon, averaged(data, horizon.window), data, steps, columns);
  return columns;
}

/** Greatest ratio of each step over all tags; NaN where there is none. */
export function greatestRatio(columns: readonly Float32Array[]): Float32Array {
  const most = new Float32Array(columns[0]?.length ?? 0).fill(NaN);
  for (const column of columns)
    for (let at = 0; at < most.length; at++)
      if (column[at] === column[at] && !(most[at] >= column[at])) most[at] = column[at];
  return most;
}

/** Values of one step in sigmas, and how far each is off what the others say; [tags] each, averaged over the window. */
export interface StepResiduals {
  values: Float64Array;
  off: Float64Array;
}

/** What each tag read at a step and how far it was off, by the shorter window unless only the longer saw anything. */
export function residualsAt({ horizons }: Watch, data: Standardised, at: number): StepResiduals {
  const [found] = horizons.map((horizon) => stepResiduals(horizon, data, at)).sort((a, b) => b.most - a.most);
  return found;
}

function stepResiduals({ model, limits, window }: Horizon, data: Standardised, at: number) {
  const from = Math.max(0, at - window + 1);
  const values = Float64Array.from(data.columns, (column) => {
    let [sum, count] = [0, 0];
    for (let k = from; k <= at; k++)
      if (data.present[k] !== 0 && column[k] === column[k]) [sum, count] = [sum + column[k], count + 1];
    return sum / count;
  });
  const missing = Uint8Array.from(values, (value) => (value === value ? 0 : 1));
  const row = values.map((value, i) => (value === value ? value - model.mean[i] : 0));
  const ratios = new Float64Array(row.length);
  blame({ precision: model.precision, limits }, row, missing, ratios);
  const most = ratios.reduce((top, ratio) => Math.max(top, Math.abs(ratio)), 0);
  return { values, off: ratios.map((ratio, i) => ratio * limits[i]), most };
}
