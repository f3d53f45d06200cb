import type { Value } from '../onnx/graph';
import { axisOf, broadcastShapes, sameShape, type Shape, ShapeError, sizeOf } from '../onnx/shape';
import { sumTo } from './reduce';

/**
 * @returns the same elements under another shape
 * @throws ShapeError when the number of elements differs
 */
export function reshape(x: Value, shape: Shape): Value {
  if (sizeOf(x.shape) !== sizeOf(shape))
    throw new ShapeError('reshape', [x.shape, shape], `${sizeOf(x.shape)} and ${sizeOf(shape)} elements`);
  if (sameShape(x.shape, shape)) return x;
  const y = x.graph.emit('Reshape', [x, x.graph.integers(shape)], shape);
  x.graph.record([x], [y], [(d) => reshape(d, x.shape)]);
  return y;
}

/**
 * @param order for each axis of the result, the axis of x it comes from
 * @throws ShapeError when that is no permutation of the axes
 */
export function transpose(x: Value, order: readonly number[]): Value {
  if ([...order].sort((a, b) => a - b).join() !== x.shape.map((_, axis) => axis).join())
    throw new ShapeError('transpose', [x.shape], `${order.join(', ')} is no order of its axes`);
  const shape = order.map((axis) => x.shape[axis]);
  const y = x.graph.emit('Transpose', [x], shape, { perm: order });
  const back = order.map((_, axis) => order.indexOf(axis));
  x.graph.record([x], [y], [(d) => transpose(d, back)]);
  return y;
}

/** @returns x with its last two axes exchanged */
export function transposeLast(x: Value): Value {
  const rank = x.shape.length;
  if (rank < 2) throw new ShapeError('transposeLast', [x.shape], 'two axes are needed');
  return transpose(x, [...x.shape.keys()].slice(0, -2).concat(rank - 1, rank - 2));
}

/**
 * @returns x repeated to a shape, by numpy's broadcasting
 * @throws ShapeError when x does not broadcast to that shape
 */
export function expand(x: Value, shape: Shape): Value {
  if (!sameShape(broadcastShapes('expand', x.shape, shape), shape))
    throw new ShapeError('expand', [x.shape, shape], 'the first does not broadcast to the second');
  if (sameShape(x.shape, shape)) return x;
  const y = x.graph.emit('Expand', [x, x.graph.integers(shape)], shape);
  x.graph.record([x], [y], [(d) => sumTo(d, x.shape)]);
  return y;
}

/**
 * @returns the inputs one after the other along an axis
 * @throws ShapeError when another axis differs
 */
export function concat(inputs: readonly Value[], axis: number): Value {
  if (inputs.length === 0) throw new ShapeError('concat', [], 'there is nothing to join');
  if (inputs.length === 1) return inputs[0];
  const [{ graph, shape: first }] = inputs;
  const at = axisOf('concat', first, axis);
  const without = (shape: Shape) => shape.filter((_, i) => i !== at);
  if (!inputs.every(({ shape }) => sameShape(without(shape), without(first))))
    throw new ShapeError(
      'concat',
      inputs.map(({ shape }) => shape),
      `axes other than ${at} differ`,
    );
  const sizes = inputs.map(({ shape }) => shape[at]);
  const starts = sizes.map((_, i) => sizeSum(sizes.slice(0, i)));
  const y = graph.emit('Concat', inputs, first.with(at, sizeSum(sizes)), { axis: at });
  graph.record(
    inputs,
    [y],
    sizes.map((size, i) => (d) => slice(d, at, starts[i], starts[i] + size)),
  );
  return y;
}

/**
 * @param start first index kept
 * @param end   first index not kept
 * @throws ShapeError unless 0 <= start < end <= size of the axis
 */
export function slice(x: Value, axis: number, start: number, end: number): Value {
  const at = axisOf('slice', x.shape, axis);
  if (start === 0 && end === x.shape[at]) return x;
  const y = rawSlice(x, at, start, end);
  x.graph.record([x], [y], [(d) => pad(d, at, start, x.shape[at] - end)]);
  return y;
}

/**
 * @returns x with zeros before and after along an axis
 * @throws ShapeError when a count is negative
 */
export function pad(x: Value, axis: number, before: number, after: number): Value {
  const at = axisOf('pad', x.shape, axis);
  if (before < 0 || after < 0)
    throw new ShapeError('pad', [x.shape], `${before} before and ${after} after, below 0`);
  if (before === 0 && after === 0) return x;
  const size = x.shape[at];
  const counts = [
    ...x.shape.map((_, i) => (i === at ? before : 0)),
    ...x.shape.map((_, i) => (i === at ? after : 0)),
  ];
  const y = x.graph.emit('Pad', [x, x.graph.integers(counts)], x.shape.with(at, before + size + after));
  x.graph.record([x], [y], [(d) => slice(d, at, before, before + size)]);
  return y;
}

/**
 * Cut an axis into parts. Slices, because ONNX Split breaks on WebGPU above nine outputs; one gradient (a join), because
 * a gradient a slice would be padded to full size as often as there are parts.
 * @throws ShapeError when the sizes do not add up to the axis
 */
export function split(x: Value, axis: number, sizes: readonly number[]): Value[] {
  const at = axisOf('split', x.shape, axis);
  if (sizeSum(sizes) !== x.shape[at])
    throw new ShapeError('split', [x.shape], `parts of ${sizes.join(', ')} do not make axis ${at}`);
  if (sizes.length === 1) return [x];
  const parts = sizes.map((size, i) => {
    const start = sizeSum(sizes.slice(0, i));
    return rawSlice(x, at, start, start + size);
  });
  x.graph.record([x], parts, [(...ds) => concat(ds, at)]);
  return parts;
}

function rawSlice(x: Value, at: number, start: number, end: number): Value {
  if (!(start >= 0 && start < end && end <= x.shape[at]))
    throw new ShapeError('slice', [x.shape], `${start} to ${end} is not within axis ${at}`);
  const { graph } = x;
  const limits = [[start], [end], [at]].map((limit) => graph.integers(limit));
  return graph.emit('Slice', [x, ...limits], x.shape.with(at, end - start));
}

const sizeSum = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);
