import { describe, expect, it } from 'vitest';
import { gradients } from '$lib/learn/gradient';
import {
  crossEntropy,
  klDivergence,
  maskedMeanSquare,
  maskedPinball,
  meanSquare,
  pinball,
  weightedMean,
} from '$lib/learn/losses';
import { Graph } from '$lib/learn/onnx/graph';
import type { Shape } from '$lib/learn/onnx/shape';
import { add, div, maximum, minimum, mul, pow, sub } from '$lib/learn/ops/binary';
import { concat, expand, pad, reshape, slice, split, transpose } from '$lib/learn/ops/layout';
import { matmul } from '$lib/learn/ops/matmul';
import { max, mean, softmax, sum } from '$lib/learn/ops/reduce';
import * as unary from '$lib/learn/ops/unary';
import { type Case, deviation, TOLERANCE } from './finite-differences';

const one = (build: Case['build'], range?: [number, number]): Case => ({ shapes: [[3, 4]], range, build });
const two = (build: Case['build'], a: Shape, b: Shape, range?: [number, number]): Case => ({
  shapes: [a, b],
  range,
  build,
});

const cases: Record<string, Case> = {
  'add, the second broadcast': two(add, [3, 4], [4]),
  'sub, both broadcast': two(sub, [3, 1], [1, 4]),
  'mul, a scalar broadcast': two(mul, [3, 4], []),
  'div, the first broadcast': two(div, [4], [3, 4], [0.5, 2]),
  pow: two(pow, [3, 4], [4], [0.5, 2]),
  maximum: two(maximum, [3, 4], [4]),
  minimum: two(minimum, [3, 4], [4]),
  neg: one(unary.neg),
  exp: one(unary.exp),
  log: one(unary.log, [0.5, 2]),
  sqrt: one(unary.sqrt, [0.5, 2]),
  sin: one(unary.sin),
  cos: one(unary.cos),
  erf: one(unary.erf),
  sigmoid: one(unary.sigmoid),
  tanh: one(unary.tanh),
  relu: one(unary.relu),
  leakyRelu: one((x) => unary.leakyRelu(x, 0.1)),
  gelu: one(unary.gelu),
  'sum over an axis': one((x) => sum(x, [0])),
  'sum over all': one((x) => sum(x)),
  'mean over an axis': one((x) => mean(x, [-1])),
  'max along an axis': one((x) => max(x, 1)),
  softmax: one((x) => softmax(x, 1)),
  'softmax of the first axis': one((x) => softmax(x, 0)),
  'concat of a value with itself and another': two((a, b) => concat([a, b, a], 1), [3, 4], [3, 2]),
  slice: one((x) => slice(x, 1, 1, 3)),
  pad: one((x) => pad(x, 0, 2, 1)),
  'split, one part unused': one((x) => {
    const [a, , c] = split(x, 1, [1, 2, 1]);
    return mul(a, c);
  }),
  reshape: one((x) => mul(reshape(x, [2, 6]), reshape(x, [2, 6]))),
  transpose: { shapes: [[2, 3, 4]], build: (x) => transpose(x, [2, 0, 1]) },
  expand: { shapes: [[3, 1]], build: (x) => expand(x, [2, 3, 4]) },
  matmul: two(matmul, [3, 4], [4, 2]),
  'matmul of a stack with a matrix': two(matmul, [2, 3, 4], [4, 2]),
  'matmul of two stacks, one broadcast': two(matmul, [2, 3, 4], [1, 4, 2]),
  'mean square': two(meanSquare, [3, 4], [3, 4]),
  'mean square of known elements': two(
    (y, t) => maskedMeanSquare(y, t, y.graph.constant([1, 0, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1], [3, 4])),
    [3, 4],
    [3, 4],
  ),
  'divergence of a VAE': two(klDivergence, [3, 4], [3, 4]),
  'pinball loss': two((y, t) => pinball(y, t, [0.1, 0.5, 0.9]), [2, 2, 3], [2, 2]),
  'pinball loss of known targets': two(
    (y, t) => maskedPinball(y, t, y.graph.constant([1, 0, 1, 1], [2, 2]), [0.1, 0.5, 0.9]),
    [2, 2, 3],
    [2, 2],
  ),
  'cross entropy': two(crossEntropy, [3, 4], [3, 4]),
  'weighted mean': two(weightedMean, [4], [4], [0.5, 2]),
};

describe('the gradient equals finite differences', () => {
  it.each(Object.entries(cases))('of %s', async (_name, each) => {
    expect(await deviation(each)).toBeLessThan(TOLERANCE);
  });

  it('is caught when it is wrong', async () => {
    const wrong = one((x) => {
      const y = x.graph.emit('Exp', [x], x.shape);
      x.graph.record([x], [y], [(d) => d]);
      return y;
    });
    expect(await deviation(wrong)).toBeGreaterThan(0.1);
  });
});

describe('shape errors name the op and the shapes', () => {
  const graph = new Graph();
  const a = graph.input('a', [3, 4]);
  const b = graph.input('b', [3, 5]);
  it.each<[string, () => unknown]>([
    ['matmul of [3, 4] and [3, 5]: inner sizes 4 and 3 differ', () => matmul(a, b)],
    ['add of [3, 4] and [3, 5]: axis 1 has 4 and 5, neither is 1', () => add(a, b)],
    ['reshape of [3, 4] and [5, 2]: 12 and 10 elements', () => reshape(a, [5, 2])],
    ['concat of [3, 4] and [3, 5]: axes other than 0 differ', () => concat([a, b], 0)],
    ['slice of [3, 4]: 2 to 6 is not within axis 1', () => slice(a, 1, 2, 6)],
    ['sum of [3, 4]: there is no axis 2', () => sum(a, [2])],
    ['gradients of [3, 4]: the loss must be a scalar', () => gradients(a, [a])],
  ])('%s', (message, build) => {
    expect(build).toThrow(message);
  });
});
