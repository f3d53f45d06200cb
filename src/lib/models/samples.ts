import type { RandomState } from '../simulator/random';
import type { Tensors } from './runtime';

/** Samples that batches are made of. */
export interface Samples {
  readonly count: number;
  /**
   * The batch's own tensors, without `sample_weight`.
   * @param places of the samples, one for each row of the batch
   * @param random for models that take noise; null where there must be none (validation): zeros then
   */
  tensors(places: Int32Array, random: RandomState | null): Tensors;
}
