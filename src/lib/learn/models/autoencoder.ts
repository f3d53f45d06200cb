import { dense, denseWeights } from '../layers/dense';
import { maskedMeanSquare } from '../losses';
import type { Value } from '../onnx/graph';
import { mul } from '../ops/binary';
import { relu } from '../ops/unary';
import type { Weights } from '../weights';
import type { ModelDefinition, TensorSpec } from './model-types';
import { buildNetwork, checkSizes } from './network';

export interface AutoencoderConfig {
  /** Columns of a row. */
  readonly tags: number;
  /** Sizes of the layers on the way in; the way out mirrors them. */
  readonly hidden: readonly number[];
  /** Numbers a row is pressed into. */
  readonly latent: number;
}

/**
 * Autoencoder of single rows (Hinton & Salakhutdinov 2006): rows it cannot rebuild from a few numbers are unlike those
 * it was trained on. 45,311 weights for 95 tags.
 *
 * Batch: `x` [batch, tags] scaled, `mask` [batch, tags] 1 where a reading is present.
 * `infer` gives `y` [batch, tags] and `score` [batch], the mean square error over the tags that are present.
 */
export const autoencoder: ModelDefinition<AutoencoderConfig> = {
  name: 'autoencoder',
  defaults: { tags: 95, hidden: [128, 64], latent: 32 },
  build(config) {
    checkSizes('autoencoder', { ...config });
    const sizes = [config.tags, ...config.hidden, config.latent, ...config.hidden.toReversed(), config.tags];
    const inputs = (batch: number): TensorSpec[] =>
      ['x', 'mask'].map((name) => ({ name, shape: [batch, config.tags] }));
    return buildNetwork({
      name: 'autoencoder',
      weights: sizes.slice(1).flatMap((size, i) => denseWeights(`dense${i}`, sizes[i], size)),
      inferInputs: inputs,
      batchInputs: inputs,
      infer(weights, { x, mask }) {
        const y = rebuild(weights, mul(x, mask), sizes.length - 1);
        return { y, score: maskedMeanSquare(y, x, mask) };
      },
      loss: (weights, { x, mask }) =>
        maskedMeanSquare(rebuild(weights, mul(x, mask), sizes.length - 1), x, mask),
    });
  },
};

/** The code in the middle and the result are linear, all other layers rectified. */
function rebuild(weights: Weights, x: Value, layers: number): Value {
  let y = x; // [batch, tags]
  for (let i = 0; i < layers; i++) {
    y = dense(y, weights, `dense${i}`); // [batch, size of the layer]
    if (i !== layers / 2 - 1 && i !== layers - 1) y = relu(y);
  }
  return y; // [batch, tags]
}
