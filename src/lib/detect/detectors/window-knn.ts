import { usedSteps, type Mask } from '../frame';
import { MAD_TO_SIGMA, medianAndMad, thin } from '../quantile';
import { trailingMean } from '../rolling';
import type { Standardised } from '../standardise';
import { shares, type Detector, type DetectorScore, type FittedDetector, type NotEnough } from '../types';

export interface WindowKnnSettings {
  /** Steps of a window, >= 2. */
  window: number;
  /** Healthy windows remembered, at most. */
  memory: number;
  /** The distance is that to the k-th nearest of them. */
  k: number;
}

const DEFAULTS: WindowKnnSettings = { window: 30, memory: 400, k: 3 };
/** A window's score stands for this share of its steps: neighbouring windows hardly differ. */
const HOP_SHARE = 6;
const LEAST_SIGMA = 0.02;
/** Tags between two looks at whether a distance is already too great. */
const STRIDE = 16;

/** Mean and deviation of each tag over the window that ends at each step: two columns a tag. */
function windowFeatures({ columns }: Standardised, window: number): Float32Array[] {
  return columns.flatMap((column) => {
    const mean = trailingMean(column, window);
    const squares = trailingMean(
      column.map((value) => value * value),
      window,
    );
    return [mean, squares.map((square, at) => Math.sqrt(Math.max(0, square - mean[at] ** 2)))];
  });
}

interface Memory {
  /** Centre and spread of each feature in healthy windows. */
  centre: Float64Array;
  sigma: Float64Array;
  windows: Float32Array[];
  /** Length of each window as a vector: two are at least as far apart as their lengths differ. */
  norms: Float64Array;
}

const normOf = (row: Float32Array): number => Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
/** Rounding of the bound by norms. */
const SLACK = 1e-5;

function featureRow(features: readonly Float32Array[], at: number, { centre, sigma }: Memory): Float32Array {
  return Float32Array.from(features, (feature, i) => {
    const value = (feature[at] - centre[i]) / sigma[i];
    return value === value ? value : 0;
  });
}

/** Squared distance, or more than `most` as soon as it is. */
function distance(a: Float32Array, b: Float32Array, most: number): number {
  let sum = 0;
  for (let i = 0; i < a.length;) {
    const end = Math.min(i + STRIDE, a.length);
    for (; i < end; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
    if (sum > most) return sum;
  }
  return sum;
}

interface Near {
  window: number;
  squared: number;
}

/**
 * The k nearest remembered windows, nearest first.
 * @param before those of the step before: looked at first, they leave little to look for
 */
function nearest(memory: Memory, row: Float32Array, k: number, before: readonly Near[] = []): Near[] {
  const found: Near[] = [];
  const norm = normOf(row);
  const look = (at: number) => {
    const most = found.length < k ? Infinity : found[k - 1].squared;
    const apart = Math.abs(norm - memory.norms[at]) - SLACK * norm;
    if (apart > 0 && apart * apart >= most) return;
    const squared = distance(row, memory.windows[at], most);
    if (squared >= most) return;
    let place = found.length;
    while (place > 0 && found[place - 1].squared > squared) place -= 1;
    found.splice(place, 0, { window: at, squared });
    if (found.length > k) found.pop();
  };
  for (const { window } of before) look(window);
  for (let at = 0; at < memory.windows.length; at++)
    if (!before.some(({ window }) => window === at)) look(at);
  return found;
}

/**
 * Distance of a window (mean and deviation of each tag) to the k-th nearest of remembered healthy windows (Ramaswamy,
 * Rastogi & Shim, SIGMOD 2000; a memory of patches as in PaAno). It sees what no single step shows.
 */
export function windowKnn(settings: Partial<WindowKnnSettings> = {}): Detector {
  const { window, memory: most, k } = { ...DEFAULTS, ...settings };
  const hop = Math.max(1, Math.floor(window / HOP_SHARE));
  const fit = (data: Standardised, use: Mask): FittedDetector | NotEnough => {
    const whole = Uint8Array.from(use);
    // A window counts as healthy when all its steps do.
    for (let at = 0, run = 0; at < use.length; at++) {
      run = use[at] !== 0 ? run + 1 : 0;
      whole[at] = run >= window ? 1 : 0;
    }
    const ends = usedSteps(whole);
    if (ends.length < window * 2) {
      const message = `${ends.length} healthy windows of ${window} steps, ${window * 2} are needed: take a longer healthy period`;
      return { kind: 'not-enough', reason: 'short history', message };
    }
    const features = windowFeatures(data, window);
    const sample = thin(ends, 20_000);
    const spreads = features.map((feature) => medianAndMad(Array.from(sample, (at) => feature[at])));
    const memory: Memory = {
      centre: Float64Array.from(spreads, ({ median }) => median),
      sigma: Float64Array.from(spreads, ({ mad }) => Math.max(LEAST_SIGMA, MAD_TO_SIGMA * mad)),
      windows: [],
      norms: new Float64Array(),
    };
    memory.windows = Array.from(thin(ends, most), (at) => featureRow(features, at, memory));
    memory.norms = Float64Array.from(memory.windows, normOf);
    const score = (scored: Standardised): DetectorScore => {
      const values = new Float32Array(scored.length).fill(NaN);
      const columns = windowFeatures(scored, window);
      let found: Near[] = [];
      for (let at = 0; at < scored.length; at += hop) {
        found = nearest(memory, featureRow(columns, at, memory), k, found);
        const value = Math.sqrt(found[found.length - 1].squared / columns.length);
        values.fill(value, at, Math.min(at + hop, scored.length));
      }
      for (let at = 0; at < values.length; at++) if (scored.present[at] === 0) values[at] = NaN;
      return { values, valid: scored.present };
    };
    const contributions = (scored: Standardised, from: number, to: number): Float64Array => {
      const weights = new Float64Array(scored.columns.length);
      const before = Math.max(0, from - window);
      const part = scored.columns.map((column) => column.subarray(before, to));
      const columns = windowFeatures({ ...scored, columns: part }, window);
      for (let at = from; at < to; at += hop) {
        const row = featureRow(columns, at - before, memory);
        const [{ window: near }] = nearest(memory, row, k);
        row.forEach((value, i) => (weights[i >> 1] += (value - memory.windows[near][i]) ** 2));
      }
      return shares(weights);
    };
    return { kind: 'fitted', name: 'window-knn', score, contributions };
  };
  return { name: 'window-knn', fit };
}
