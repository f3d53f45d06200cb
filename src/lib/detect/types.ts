import type { Mask } from './frame';
import type { Standardised } from './standardise';

/** Why nothing can be judged, and what would help. */
export interface NotEnough {
  kind: 'not-enough';
  reason: 'short history' | 'few tags' | 'no readings' | 'no change' | 'no healthy period';
  /** In words, with what to do. */
  message: string;
}

/** Score of every step: higher = more abnormal; NaN where `valid` is 0. */
export interface DetectorScore {
  values: Float32Array;
  valid: Mask;
}

/** The names of detectors. */
export type DetectorName = 'robust-z' | 'iqr' | 'expected' | 'pca' | 'isolation-forest' | 'window-knn';

/** Detectors whose scores are computed elsewhere, by a model in another worker: see `outside`. */
export type OutsideName = 'autoencoder' | 'vae' | 'forecast-error';

/** A detector that knows what is normal. */
export interface FittedDetector {
  kind: 'fitted';
  name: DetectorName;
  /** Score of every step of data standardised by the same scales. */
  score(data: Standardised): DetectorScore;
  /**
   * Share of each tag in the score over steps from (inclusive) to (exclusive).
   * @returns shape [tags], >= 0, summing to 1; all 0 when no step is valid
   */
  contributions(data: Standardised, from: number, to: number): Float64Array;
}

/** A way to tell normal from abnormal. */
export interface Detector<F extends FittedDetector = FittedDetector> {
  name: DetectorName;
  /** Learn from the steps in use. `NotEnough` when they do not suffice. */
  fit(data: Standardised, use: Mask): F | NotEnough;
}

/** Shares of non-negative weights; all 0 when they sum to 0. */
export function shares(weights: Float64Array): Float64Array {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return sum > 0 ? weights.map((weight) => weight / sum) : weights;
}
