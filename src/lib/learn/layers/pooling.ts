import type { Value } from '../onnx/graph';
import { ShapeError } from '../onnx/shape';
import { reshape, slice } from '../ops/layout';
import { mean } from '../ops/reduce';

/**
 * Means of so many steps each; steps at the beginning that do not fill one are left out, so that the newest count.
 * @param x [batch, steps, channels]
 * @returns [batch, floor(steps / size), channels]
 * @throws ShapeError when there are fewer steps than `size`
 */
export function meanPool(x: Value, size: number): Value {
  const [batch, steps, channels] = x.shape;
  const count = Math.floor(steps / size);
  if (x.shape.length !== 3 || count < 1)
    throw new ShapeError('meanPool', [x.shape], `${size} steps are not there`);
  const fitting = slice(x, 1, steps - count * size, steps);
  return mean(reshape(fitting, [batch, count, size, channels]), [2]);
}
