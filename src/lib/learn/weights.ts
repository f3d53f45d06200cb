import { nextBetween, type RandomState, seedRandom } from '../simulator/random';
import type { WeightLayout, WeightSlice } from './models/model-types';
import type { Value } from './onnx/graph';
import { type Shape, ShapeError, sizeOf } from './onnx/shape';
import { reshape, split } from './ops/layout';

/** The flat vector's length is a multiple of this: full WebGPU workgroups, and rows for the gradient's norm. */
export const PADDING = 1024;

/** A weight tensor that a layer asks for. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: Shape;
  /** @returns the start value of the element at a place, from 0 */
  start(random: RandomState, at: number): number;
}

/** Weight tensors by name, within a graph. */
export type Weights = Readonly<Record<string, Value>>;

/** A weight that starts uniform within plus and minus `bound`. */
export const uniform = (name: string, shape: Shape, bound: number): WeightSpec => ({
  ...{ name, shape },
  start: (random) => nextBetween(random, -bound, bound),
});

/**
 * @returns where each weight lies within the flat vector, in the given order, without gaps
 * @throws ShapeError when two weights have one name
 */
export function layOut(specs: readonly WeightSpec[]): WeightLayout {
  let count = 0;
  const slices: WeightSlice[] = [];
  for (const { name, shape } of specs) {
    if (slices.some((slice) => slice.name === name))
      throw new ShapeError(`weight ${name}`, [shape], 'there is another of that name');
    slices.push({ name, shape, offset: count });
    count += sizeOf(shape);
  }
  return { slices, count, padded: Math.ceil(count / PADDING) * PADDING };
}

/** @returns the start of all weights, [padded]; equal seeds give equal numbers */
export function startWeights(specs: readonly WeightSpec[], seed: number): Float32Array {
  const { slices, padded } = layOut(specs);
  const flat = new Float32Array(padded);
  specs.forEach(({ shape, start }, i) => {
    // A stream a tensor, so that another size of one layer leaves the start of the others.
    const random = seedRandom(seed, i + 1);
    const { offset } = slices[i];
    for (let at = 0; at < sizeOf(shape); at++) flat[offset + at] = start(random, at);
  });
  return flat;
}

/**
 * @param flat all weights, [padded]
 * @returns each weight in its shape
 * @throws ShapeError when the vector's length is not that of the layout
 */
export function takeWeights(flat: Value, { slices, count, padded }: WeightLayout): Weights {
  if (flat.shape.length !== 1 || flat.shape[0] !== padded)
    throw new ShapeError('weights', [flat.shape], `the layout has ${padded} numbers`);
  const sizes = slices.map(({ shape }) => sizeOf(shape));
  const parts = split(flat, 0, padded > count ? [...sizes, padded - count] : sizes);
  return Object.fromEntries(slices.map(({ name, shape }, i) => [name, reshape(parts[i], shape)]));
}
