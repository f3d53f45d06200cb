import type { Value } from '../onnx/graph';
import { add } from '../ops/binary';
import { matmul } from '../ops/matmul';
import { uniform, type Weights, type WeightSpec } from '../weights';

/** Weights of a dense layer; start as PyTorch's Linear (uniform within the inverse root of the inputs). */
export function denseWeights(name: string, inputs: number, outputs: number): WeightSpec[] {
  const bound = 1 / Math.sqrt(inputs);
  return [uniform(`${name}.w`, [inputs, outputs], bound), uniform(`${name}.b`, [outputs], bound)];
}

/**
 * x w + b; the matrix is kept [inputs, outputs], so that no transpose is needed.
 * @param x [..., inputs]
 * @returns [..., outputs]
 */
export const dense = (x: Value, weights: Weights, name: string): Value =>
  add(matmul(x, weights[`${name}.w`]), weights[`${name}.b`]);
