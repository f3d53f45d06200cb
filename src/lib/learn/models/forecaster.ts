import { attention, attentionWeights } from '../layers/attention';
import { dense, denseWeights } from '../layers/dense';
import { lstm, lstmWeights } from '../layers/lstm';
import { maskedPinball } from '../losses';
import { ShapeError } from '../onnx/shape';
import { add, mul, step } from '../ops/binary';
import { concat, reshape, slice, transpose } from '../ops/layout';
import { sum } from '../ops/reduce';
import type { Weights } from '../weights';
import type { ModelDefinition, Provider, TensorSpec } from './model-types';
import { buildNetwork, checkSizes, type Tensors } from './network';

export interface ForecasterConfig {
  /** Columns of an hour. */
  readonly tags: number;
  /** Hours of history. */
  readonly steps: number;
  readonly hidden: number;
  readonly layers: number;
  /** Hours ahead. */
  readonly horizon: number;
  /** Columns that are forecast. */
  readonly targets: number;
  /** Each within 0 to 1, rising. */
  readonly quantiles: readonly number[];
}

/**
 * LSTM forecaster with attention: three recurrent layers read the history, the last state looks back over all hours, and
 * a dense layer gives the change of every target, hour and quantile from a base. 1,189,368 weights for 95 tags.
 *
 * Batch: `x` [batch, steps, tags] scaled, `mask` alike (1 where known), `base` [batch, targets] (scaled; as a rule the
 * last known reading), `target` [batch, horizon, targets] scaled, `target_mask` alike.
 * `infer` gives `y` [batch, horizon, targets, quantiles] scaled, and `attention` [batch, steps]: which hours mattered,
 * adding up to 1; hours without any reading have no share. Quantiles may cross: sort them.
 */
export const forecaster: ModelDefinition<ForecasterConfig> = {
  name: 'forecaster',
  defaults: {
    ...{ tags: 95, steps: 48, hidden: 216, layers: 3 },
    ...{ horizon: 24, targets: 4, quantiles: [0.1, 0.5, 0.9] },
  },
  build(config) {
    check(config);
    const { tags, steps, horizon, targets, quantiles } = config;
    const inferInputs = (batch: number): TensorSpec[] => [
      { name: 'x', shape: [batch, steps, tags] },
      { name: 'mask', shape: [batch, steps, tags] },
      { name: 'base', shape: [batch, targets] },
    ];
    return buildNetwork({
      name: 'forecaster',
      weights: weightsOf(config),
      inferInputs,
      batchInputs: (batch) => [
        ...inferInputs(batch),
        { name: 'target', shape: [batch, horizon, targets] },
        { name: 'target_mask', shape: [batch, horizon, targets] },
      ],
      infer: (weights, inputs, provider) => forecast(config, weights, inputs, provider),
      loss(weights, inputs, provider) {
        const { y } = forecast(config, weights, inputs, provider);
        return maskedPinball(y, inputs.target, inputs.target_mask, quantiles);
      },
    });
  },
};

function forecast(
  { steps, hidden, layers, horizon, targets, quantiles }: ForecasterConfig,
  weights: Weights,
  { x, mask, base }: Tensors,
  provider: Provider,
) {
  const { graph } = x;
  const batch = x.shape[0];
  const form = provider === 'wasm' ? 'scan' : 'unrolled';
  let states = transpose(mul(x, mask), [1, 0, 2]); // [steps, batch, tags]
  for (let i = 0; i < layers; i++) states = lstm(states, weights, `lstm${i}`, form); // [steps, batch, hidden]
  const last = reshape(slice(states, 0, steps - 1, steps), [batch, hidden]); // [batch, hidden]
  const known = transpose(step(sum(mask, [2]), graph.constant(0)), [1, 0]); // [steps, batch]
  const { context, shares } = attention(states, last, known, weights, 'attention');
  const change = dense(concat([context, last], 1), weights, 'head'); // [batch, horizon * targets * quantiles]
  const shaped = reshape(change, [batch, horizon, targets, quantiles.length]);
  const y = add(shaped, reshape(base, [batch, 1, targets, 1])); // [batch, horizon, targets, quantiles]
  return { y, attention: transpose(shares, [1, 0]) }; // [batch, steps]
}

function weightsOf({ tags, hidden, layers, horizon, targets, quantiles }: ForecasterConfig) {
  return [
    ...Array.from({ length: layers }, (_, i) =>
      lstmWeights(`lstm${i}`, i === 0 ? tags : hidden, hidden),
    ).flat(),
    ...attentionWeights('attention', hidden),
    ...denseWeights('head', 2 * hidden, horizon * targets * quantiles.length),
  ];
}

function check({ quantiles, ...sizes }: ForecasterConfig): void {
  checkSizes('forecaster', { ...sizes });
  const rising = quantiles.every((each, i) => each > (quantiles[i - 1] ?? 0) && each < 1);
  if (!rising || quantiles.length === 0)
    throw new ShapeError('forecaster quantiles', [quantiles], 'they must rise within 0 to 1');
}
