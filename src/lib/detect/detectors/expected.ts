import { usedSteps, type Mask } from '../frame';
import { MAD_TO_SIGMA, medianAndMad, thin } from '../quantile';
import { gather } from '../rows';
import type { Standardised } from '../standardise';
import { covariance, invertPositive } from '../symmetric';
import { shares, type Detector, type DetectorScore, type FittedDetector, type NotEnough } from '../types';

/** Samples that the regression is learnt from, at most. */
const FIT_SAMPLES = 20_000;
/** Tags below which no tag can be told from the others. */
const LEAST_TAGS = 4;

export interface ExpectedSettings {
  /** Ridge added to the correlation matrix, > 0: the greater, the less a tag follows the others. */
  ridge: number;
}

const DEFAULTS: ExpectedSettings = { ridge: 0.05 };

/** A fitted regression of each tag on all others. */
export interface FittedExpected extends FittedDetector {
  /** Deviation of the residuals of each tag in healthy steps, in sigmas of the tag; shape [tags]. */
  sigmas: Float64Array;
  /** Means [tags] and inverse of the ridged covariance [tags, tags] row-major. */
  mean: Float64Array;
  precision: Float64Array;
  /** Reading minus expectation of each tag in sigmas of its healthy residual, one column a tag; NaN without reading. */
  residuals(data: Standardised): Float32Array[];
}

/** Residuals of one centred row: (P x)_i / P_ii, P the inverse of the ridged covariance. */
function residualsOf(precision: Float64Array, row: Float64Array, residuals: Float64Array): Float64Array {
  const n = row.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    const from = i * n;
    for (let j = 0; j < n; j++) sum += precision[from + j] * row[j];
    residuals[i] = sum / precision[from + i];
  }
  return residuals;
}

/**
 * What each tag should read by all the others: ridge regression of every tag on the rest at once, through the inverse
 * of the covariance (Whittaker, Graphical Models, 1990, 5.8). The score is the greatest residual in its sigmas.
 */
export function expected(settings: Partial<ExpectedSettings> = {}): Detector<FittedExpected> {
  const { ridge } = { ...DEFAULTS, ...settings };
  const fit = (data: Standardised, use: Mask): FittedExpected | NotEnough => {
    const n = data.columns.length;
    if (n < LEAST_TAGS) {
      const message = `expected values need ${LEAST_TAGS} tags that change, there are ${n}: map or select more tags`;
      return { kind: 'not-enough', reason: 'few tags', message };
    }
    const steps = thin(usedSteps(use), FIT_SAMPLES);
    const { mean, matrix } = covariance(data.columns, steps);
    for (let i = 0; i < n; i++) matrix[i * n + i] += ridge;
    const precision = invertPositive(matrix, n);
    const row = new Float64Array(n);
    const residual = new Float64Array(n);
    const healthy = Array.from({ length: n }, () => new Float64Array(steps.length));
    steps.forEach((at, k) => {
      residualsOf(precision, gather(data, at, mean, row), residual);
      for (let i = 0; i < n; i++)
        healthy[i][k] = data.columns[i][at] === data.columns[i][at] ? residual[i] : NaN;
    });
    const sigmas = Float64Array.from(healthy, (values) => {
      const mad = MAD_TO_SIGMA * medianAndMad(values).mad;
      return mad > 1e-9 ? mad : 1e-9;
    });
    const residuals = (scored: Standardised): Float32Array[] => {
      const columns = scored.columns.map(() => new Float32Array(scored.length).fill(NaN));
      for (let at = 0; at < scored.length; at++) {
        if (scored.present[at] === 0) continue;
        residualsOf(precision, gather(scored, at, mean, row), residual);
        for (let i = 0; i < n; i++)
          if (scored.columns[i][at] === scored.columns[i][at]) columns[i][at] = residual[i] / sigmas[i];
      }
      return columns;
    };
    const score = (scored: Standardised): DetectorScore => {
      const values = new Float32Array(scored.length).fill(NaN);
      for (let at = 0; at < scored.length; at++) {
        if (scored.present[at] === 0) continue;
        residualsOf(precision, gather(scored, at, mean, row), residual);
        let most = 0;
        for (let i = 0; i < n; i++) most = Math.max(most, Math.abs(residual[i]) / sigmas[i]);
        values[at] = most;
      }
      return { values, valid: scored.present };
    };
    const contributions = (scored: Standardised, from: number, to: number): Float64Array => {
      const weights = new Float64Array(n);
      for (let at = from; at < to; at++) {
        if (scored.present[at] === 0) continue;
        residualsOf(precision, gather(scored, at, mean, row), residual);
        for (let i = 0; i < n; i++) weights[i] += (residual[i] / sigmas[i]) ** 2;
      }
      return shares(weights);
    };
    return { kind: 'fitted', name: 'expected', sigmas, mean, precision, residuals, score, contributions };
  };
  return { name: 'expected', fit };
}
