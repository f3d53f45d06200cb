import { convolution, convolutionWeights } from '../layers/convolution';
import { dense, denseWeights } from '../layers/dense';
import { lstm, lstmWeights } from '../layers/lstm';
import { meanPool } from '../layers/pooling';
import { crossEntropy } from '../losses';
import { ShapeError } from '../onnx/shape';
import type { Value } from '../onnx/graph';
import { mul } from '../ops/binary';
import { reshape, slice, transpose } from '../ops/layout';
import { softmax } from '../ops/reduce';
import { relu } from '../ops/unary';
import type { Weights } from '../weights';
import type { ModelDefinition, Provider, TensorSpec } from './model-types';
import { buildNetwork, checkSizes, type Tensors } from './network';

export interface FaultClassifierConfig {
  /** Columns of a minute. */
  readonly tags: number;
  /** Minutes of a window, at least 4. */
  readonly steps: number;
  readonly classes: number;
  /** Channels of the three convolutions, which see 5, 3 and 3 steps. */
  readonly channels: readonly [number, number, number];
  readonly hidden: number;
  readonly dense: number;
}

const WIDTHS = [5, 3, 3] as const;
/** Means of so many steps after the first and the second convolution. */
const POOLED = 2;

/**
 * CNN-LSTM: convolutions find short shapes in a window of minutes, two recurrent layers their order, and dense layers
 * name the fault. 894,476 weights for 95 tags and 12 classes.
 *
 * Batch: `x` [batch, steps, tags] scaled, `mask` alike (1 where known), `target` [batch, classes] one-hot.
 * `infer` gives `y` [batch, classes], shares that add up to 1.
 */
export const faultClassifier: ModelDefinition<FaultClassifierConfig> = {
  name: 'fault-classifier',
  defaults: { tags: 95, steps: 120, classes: 12, channels: [128, 192, 192], hidden: 200, dense: 64 },
  build(config) {
    checkSizes('fault-classifier', { ...config });
    const { tags, steps, classes } = config;
    if (steps < POOLED ** 2)
      throw new ShapeError('fault-classifier steps', [[steps]], `at least ${POOLED ** 2} are needed`);
    const inferInputs = (batch: number): TensorSpec[] =>
      ['x', 'mask'].map((name) => ({ name, shape: [batch, steps, tags] }));
    return buildNetwork({
      name: 'fault-classifier',
      weights: weightsOf(config),
      inferInputs,
      batchInputs: (batch) => [...inferInputs(batch), { name: 'target', shape: [batch, classes] }],
      infer: (weights, inputs, provider) => ({ y: softmax(logits(weights, inputs, provider), 1) }),
      loss: (weights, inputs, provider) => crossEntropy(logits(weights, inputs, provider), inputs.target),
    });
  },
};

function logits(weights: Weights, { x, mask }: Tensors, provider: Provider): Value {
  const form = provider === 'wasm' ? 'scan' : 'unrolled';
  const seen = (value: Value, i: number) => relu(convolution(value, weights, `convolution${i}`, WIDTHS[i]));
  let minutes = meanPool(seen(mul(x, mask), 0), POOLED); // [batch, steps / 2, channels 0]
  minutes = seen(meanPool(seen(minutes, 1), POOLED), 2); // [batch, steps / 4, channels 2]
  let states = transpose(minutes, [1, 0, 2]); // [steps / 4, batch, channels 2]
  for (const name of ['lstm0', 'lstm1']) states = lstm(states, weights, name, form); // [steps / 4, batch, hidden]
  const [steps, batch, hidden] = states.shape;
  const last = reshape(slice(states, 0, steps - 1, steps), [batch, hidden]); // [batch, hidden]
  return dense(relu(dense(last, weights, 'dense0')), weights, 'dense1'); // [batch, classes]
}

function weightsOf({ tags, channels, hidden, dense: width, classes }: FaultClassifierConfig) {
  const inputs = [tags, ...channels];
  return [
    ...channels.flatMap((out, i) => convolutionWeights(`convolution${i}`, { in: inputs[i], out }, WIDTHS[i])),
    ...lstmWeights('lstm0', channels[2], hidden),
    ...lstmWeights('lstm1', hidden, hidden),
    ...denseWeights('dense0', hidden, width),
    ...denseWeights('dense1', width, classes),
  ];
}
