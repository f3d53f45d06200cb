import { dense, denseWeights } from '../layers/dense';
import { klDivergence, maskedMeanSquare } from '../losses';
import type { Value } from '../onnx/graph';
import { add, mul } from '../ops/binary';
import { exp, relu } from '../ops/unary';
import type { Weights } from '../weights';
import type { ModelDefinition, TensorSpec } from './model-types';
import { buildNetwork, checkSizes } from './network';

export interface VaeConfig {
  /** Columns of a row. */
  readonly tags: number;
  /** Sizes of the layers on the way in; the way out mirrors them. */
  readonly hidden: readonly number[];
  /** Normal variables a row is pressed into. */
  readonly latent: number;
  /** Weight of the divergence beside the mean square error, > 0. */
  readonly beta: number;
}

/**
 * Variational autoencoder of single rows (Kingma & Welling 2013; weight of the divergence after Higgins et al. 2017).
 * 52,511 weights for 95 tags.
 *
 * Batch: `x` [batch, tags] scaled, `mask` [batch, tags] 1 where a reading is present, `noise` [batch, latent] standard
 * normal (zeros to evaluate at the mean). `infer` gives `y` [batch, tags] rebuilt from the mean, `mu` and `log_variance`
 * [batch, latent], `score` [batch]: the loss at the mean.
 */
export const vae: ModelDefinition<VaeConfig> = {
  name: 'vae',
  defaults: { tags: 95, hidden: [144, 64], latent: 32, beta: 1e-3 },
  build(config) {
    const { tags, hidden, latent, beta } = config;
    checkSizes('vae', { tags, hidden, latent });
    const layers = hidden.length;
    const rows = (batch: number): TensorSpec[] =>
      ['x', 'mask'].map((name) => ({ name, shape: [batch, tags] }));
    const rowLoss = (y: Value, { mu, logVariance }: Code, { x, mask }: Readonly<Record<string, Value>>) =>
      add(maskedMeanSquare(y, x, mask), mul(klDivergence(mu, logVariance), x.graph.constant(beta)));
    return buildNetwork({
      name: 'vae',
      weights: weightsOf(config),
      inferInputs: rows,
      batchInputs: (batch) => [...rows(batch), { name: 'noise', shape: [batch, latent] }],
      infer(weights, inputs) {
        const code = encode(weights, mul(inputs.x, inputs.mask), layers);
        const y = decode(weights, code.mu, layers);
        return { y, mu: code.mu, log_variance: code.logVariance, score: rowLoss(y, code, inputs) };
      },
      loss(weights, inputs) {
        const code = encode(weights, mul(inputs.x, inputs.mask), layers);
        const deviation = exp(mul(code.logVariance, inputs.x.graph.constant(0.5)));
        const drawn = add(code.mu, mul(deviation, inputs.noise)); // [batch, latent]
        return rowLoss(decode(weights, drawn, layers), code, inputs);
      },
    });
  },
};

interface Code {
  mu: Value;
  logVariance: Value;
}

function weightsOf({ tags, hidden, latent }: VaeConfig) {
  const inward = [tags, ...hidden];
  const outward = [latent, ...hidden.toReversed(), tags];
  const last = inward[inward.length - 1];
  return [
    ...hidden.flatMap((size, i) => denseWeights(`encoder${i}`, inward[i], size)),
    ...denseWeights('mu', last, latent),
    ...denseWeights('log_variance', last, latent),
    ...outward.slice(1).flatMap((size, i) => denseWeights(`decoder${i}`, outward[i], size)),
  ];
}

function encode(weights: Weights, x: Value, layers: number): Code {
  let hidden = x; // [batch, tags]
  for (let i = 0; i < layers; i++) hidden = relu(dense(hidden, weights, `encoder${i}`)); // [batch, size]
  return { mu: dense(hidden, weights, 'mu'), logVariance: dense(hidden, weights, 'log_variance') }; // [batch, latent]
}

function decode(weights: Weights, code: Value, layers: number): Value {
  let hidden = code; // [batch, latent]
  for (let i = 0; i < layers; i++) hidden = relu(dense(hidden, weights, `decoder${i}`)); // [batch, size]
  return dense(hidden, weights, `decoder${layers}`); // [batch, tags]
}
