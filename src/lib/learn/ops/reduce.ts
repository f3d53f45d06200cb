import type { Value } from '../onnx/graph';
import { axisOf, sameShape, type Shape, sizeOf } from '../onnx/shape';
import { div, mul, step, sub } from './binary';
import { expand, reshape } from './layout';

/** @returns sums over the axes (all when left out); those axes are dropped */
export function sum(x: Value, axes: readonly number[] = [...x.shape.keys()]): Value {
  const over = axes.map((axis) => axisOf('sum', x.shape, axis));
  return reshape(
    sumKeeping(x, over),
    x.shape.filter((_, axis) => !over.includes(axis)),
  );
}

/** @returns means over the axes (all when left out); those axes are dropped */
export function mean(x: Value, axes: readonly number[] = [...x.shape.keys()]): Value {
  const count = axes.reduce((product, axis) => product * x.shape[axisOf('mean', x.shape, axis)], 1);
  return mul(sum(x, axes), x.graph.constant(1 / count));
}

/** @returns greatest element along an axis, which is dropped; equal ones share the gradient, as in PyTorch's amax */
export function max(x: Value, axis: number): Value {
  const at = axisOf('max', x.shape, axis);
  const y = maxKeeping(x, at);
  x.graph.record(
    [x],
    [y],
    [
      (d) => {
        const chosen = sub(x.graph.constant(1), step(y, x));
        return mul(d, div(chosen, sumKeeping(chosen, [at])));
      },
    ],
  );
  return reshape(
    y,
    x.shape.filter((_, i) => i !== at),
  );
}

/** @returns shares along an axis that add up to 1 */
export function softmax(x: Value, axis: number): Value {
  const at = axisOf('softmax', x.shape, axis);
  const y = x.graph.emit('Softmax', [x], x.shape, { axis: at });
  x.graph.record([x], [y], [(d) => mul(y, sub(d, sumKeeping(mul(d, y), [at])))]);
  return y;
}

/** @returns the greatest element along an axis, kept with size 1; no gradient flows through it */
export function maxKeeping(x: Value, axis: number): Value {
  const at = axisOf('max', x.shape, axis);
  return x.graph.emit('ReduceMax', [x, x.graph.integers([at])], x.shape.with(at, 1), { keepdims: 1 });
}

/** @returns sums over the axes, kept with size 1 */
export function sumKeeping(x: Value, axes: readonly number[]): Value {
  if (axes.length === 0) return x;
  const over = axes.map((axis) => axisOf('sum', x.shape, axis));
  const shape = x.shape.map((size, axis) => (over.includes(axis) ? 1 : size));
  const y = x.graph.emit('ReduceSum', [x, x.graph.integers(over)], shape, { keepdims: 1 });
  x.graph.record([x], [y], [(d) => expand(d, x.shape)]);
  return y;
}

/** @returns x summed back to the shape that was broadcast to x's: the gradient of a broadcast */
export function sumTo(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  const added = x.shape.length - shape.length;
  const axes = x.shape.flatMap((size, axis) =>
    axis < added || (shape[axis - added] === 1 && size !== 1) ? [axis] : [],
  );
  const summed = sumKeeping(x, axes);
  return sizeOf(summed.shape) === sizeOf(shape) ? reshape(summed, shape) : summed;
}
