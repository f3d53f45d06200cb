import type { BuiltModel } from '../learn/models/model-types';
import { ModelFileError } from './errors';

/**
 * Weights for a classifier with more classes: what was learnt stays, and the new classes, which come last, begin as
 * `start` has them.
 * @param weights of the smaller model, [its padded]
 * @param start   of the larger model, [its padded]
 * @throws ModelFileError when they differ in more than the last size of a weight
 */
export function widenClasses(
  small: Pick<BuiltModel, 'layout'>,
  weights: Float32Array,
  large: Pick<BuiltModel, 'layout'>,
  start: Float32Array,
): Float32Array {
  const found = start.slice();
  for (const { name, shape, offset } of large.layout.slices) {
    const own = small.layout.slices.find((slice) => slice.name === name);
    const wide = shape.at(-1)!;
    const narrow = own?.shape.at(-1) ?? 0;
    const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
    const fits =
      own?.shape.length === shape.length && own.shape.slice(0, -1).every((size, at) => size === shape[at]);
    if (!own || !fits || narrow > wide)
      throw new ModelFileError(`the weight ${name} of the shipped classifier has another shape`);
    for (let row = 0; row < rows; row++)
      found.set(
        weights.subarray(own.offset + row * narrow, own.offset + (row + 1) * narrow),
        offset + row * wide,
      );
  }
  return found;
}
