import type { Value } from '../onnx/graph';
import { ShapeError } from '../onnx/shape';
import { concat, pad, slice } from '../ops/layout';
import { uniform, type Weights, type WeightSpec } from '../weights';
import { dense } from './dense';

/** Weights of a convolution over time. */
export function convolutionWeights(
  name: string,
  channels: { in: number; out: number },
  width: number,
): WeightSpec[] {
  const bound = 1 / Math.sqrt(channels.in * width);
  return [
    uniform(`${name}.w`, [width * channels.in, channels.out], bound),
    uniform(`${name}.b`, [channels.out], bound),
  ];
}

/**
 * Convolution over time with zeros around, as one product with shifted copies (im2col): its gradient is products too.
 * @param x     [batch, steps, channels]
 * @param width steps that one result sees, odd
 * @returns [batch, steps, channels out]
 * @throws ShapeError when the width is even, or x has not three axes
 */
export const convolution = (x: Value, weights: Weights, name: string, width: number): Value =>
  dense(shifted(x, width), weights, name);

/** @returns [batch, steps, width * channels]: for each step its neighbours from the earliest to the latest */
export function shifted(x: Value, width: number): Value {
  if (x.shape.length !== 3 || width % 2 !== 1)
    throw new ShapeError('convolution', [x.shape], `three axes and an odd width are needed, not ${width}`);
  const steps = x.shape[1];
  const reach = (width - 1) / 2;
  const padded = pad(x, 1, reach, reach);
  return concat(
    Array.from({ length: width }, (_, start) => slice(padded, 1, start, start + steps)),
    2,
  );
}
