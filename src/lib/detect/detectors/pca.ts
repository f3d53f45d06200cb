import { usedSteps, type Mask } from '../frame';
import { quantile, thin } from '../quantile';
import { gather } from '../rows';
import type { Standardised } from '../standardise';
import { covariance, eigenSymmetric } from '../symmetric';
import { shares, type Detector, type DetectorScore, type FittedDetector, type NotEnough } from '../types';

/** Samples that the covariance is taken from, at most. */
const FIT_SAMPLES = 20_000;
/** Tags below which there is nothing to compress. */
const LEAST_TAGS = 4;

export interface PcaSettings {
  /** Share of the variance that the kept components hold, in (0, 1). */
  variance: number;
  /** Share of healthy steps below the limits of T2 and Q. */
  limit: number;
}

const DEFAULTS: PcaSettings = { variance: 0.9, limit: 0.99 };

/** What PCA says of each step. */
export interface PcaStatistics {
  /** Hotelling's T2 in the kept components. */
  t2: Float32Array;
  /** Squared prediction error, Q. */
  q: Float32Array;
}

/** A fitted PCA with both its statistics. */
export interface FittedPca extends FittedDetector {
  /** Components kept. */
  components: number;
  /** Limits of T2 and Q: the quantiles of the healthy steps. */
  limits: { t2: number; q: number };
  statistics(data: Standardised): PcaStatistics;
}

interface Model {
  n: number;
  kept: number;
  mean: Float64Array;
  values: Float64Array;
  vectors: Float64Array;
}

function componentsFor(values: Float64Array, variance: number): number {
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    if (sum >= variance * total) return i + 1;
  }
  return values.length;
}

/** Scores of one centred row; fills `error` with what the kept components leave. */
function statisticsOf(model: Model, row: Float64Array, error: Float64Array): { t2: number; q: number } {
  const { n, kept, values, vectors } = model;
  error.set(row);
  let t2 = 0;
  for (let c = 0; c < kept; c++) {
    let score = 0;
    for (let i = 0; i < n; i++) score += vectors[c * n + i] * row[i];
    for (let i = 0; i < n; i++) error[i] -= score * vectors[c * n + i];
    t2 += (score * score) / values[c];
  }
  let q = 0;
  for (let i = 0; i < n; i++) q += error[i] * error[i];
  return { t2, q };
}

function statistics(model: Model, data: Standardised): PcaStatistics {
  const t2 = new Float32Array(data.length).fill(NaN);
  const q = new Float32Array(data.length).fill(NaN);
  const row = new Float64Array(model.n);
  const error = new Float64Array(model.n);
  for (let at = 0; at < data.length; at++) {
    if (data.present[at] === 0) continue;
    gather(data, at, model.mean, row);
    const found = statisticsOf(model, row, error);
    t2[at] = found.t2;
    q[at] = found.q;
  }
  return { t2, q };
}

/** Squared error of each tag over its usual share, and its part of T2, as one weight a tag. */
function weightsOver(
  model: Model,
  limits: FittedPca['limits'],
  data: Standardised,
  from: number,
  to: number,
) {
  const { n, kept, mean, values, vectors } = model;
  const weights = new Float64Array(n);
  const row = new Float64Array(n);
  const error = new Float64Array(n);
  for (let at = from; at < to; at++) {
    if (data.present[at] === 0) continue;
    gather(data, at, mean, row);
    statisticsOf(model, row, error);
    for (let i = 0; i < n; i++) weights[i] += (error[i] * error[i]) / limits.q;
    for (let c = 0; c < kept; c++) {
      let score = 0;
      for (let i = 0; i < n; i++) score += vectors[c * n + i] * row[i];
      const pull = score / values[c] / limits.t2;
      for (let i = 0; i < n; i++) weights[i] += Math.max(0, pull * vectors[c * n + i] * row[i]);
    }
  }
  return shares(weights);
}

/** Of two limits that a fit of few rows can give as 0, neither may divide by it. */
const positive = (limit: number): number => (limit > 0 ? limit : Number.MIN_VALUE);

/**
 * Principal component analysis: Hotelling's T2 inside the kept components, Q (squared prediction error) outside; the
 * score is the greater of the two over its limit (Jackson & Mudholkar, Technometrics 21, 1979; contributions after
 * Miller, Swanson & Heckler, 1998).
 */
export function pca(settings: Partial<PcaSettings> = {}): Detector<FittedPca> {
  const { variance, limit } = { ...DEFAULTS, ...settings };
  const fit = (data: Standardised, use: Mask): FittedPca | NotEnough => {
    const n = data.columns.length;
    if (n < LEAST_TAGS) {
      const message = `PCA needs ${LEAST_TAGS} tags that change, there are ${n}: map or select more tags`;
      return { kind: 'not-enough', reason: 'few tags', message };
    }
    const steps = thin(usedSteps(use), FIT_SAMPLES);
    const { mean, matrix } = covariance(data.columns, steps);
    const { values, vectors } = eigenSymmetric(matrix, n);
    const kept = Math.min(componentsFor(values, variance), n - 1);
    const model: Model = { n, kept, mean, values: values.map(positive), vectors };
    const row = new Float64Array(n);
    const error = new Float64Array(n);
    const healthy = Array.from(steps, (at) => statisticsOf(model, gather(data, at, mean, row), error));
    const limits = {
      t2: positive(
        quantile(
          healthy.map(({ t2 }) => t2),
          limit,
        ),
      ),
      q: positive(
        quantile(
          healthy.map(({ q }) => q),
          limit,
        ),
      ),
    };
    const score = (scored: Standardised): DetectorScore => {
      const { t2, q } = statistics(model, scored);
      const values = t2.map((value, at) => Math.max(value / limits.t2, q[at] / limits.q));
      return { values, valid: scored.present };
    };
    return {
      ...{ kind: 'fitted', name: 'pca', components: kept, limits, score },
      statistics: (scored) => statistics(model, scored),
      contributions: (scored, from, to) => weightsOver(model, limits, scored, from, to),
    };
  };
  return { name: 'pca', fit };
}
