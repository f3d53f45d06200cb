/** Sizes of a tensor's axes, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** Shapes that an op cannot take: the message names the op and every shape. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
  constructor(
    readonly op: string,
    readonly shapes: readonly Shape[],
    why: string,
  ) {
    super(`${op} of ${shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ')}: ${why}`);
  }
}

/** @returns number of elements; 1 for a scalar */
export const sizeOf = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);

/** @returns whether both have the same axes */
export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/**
 * @returns the shape both broadcast to, by numpy's rule
 * @throws ShapeError when two sizes differ and neither is 1
 */
export function broadcastShapes(op: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1)
      throw new ShapeError(op, [a, b], `axis ${axis} has ${left} and ${right}, neither is 1`);
    return left === 1 ? right : left;
  });
}

/**
 * @param axis from the front, or from the back when negative
 * @returns the axis from the front
 * @throws ShapeError when the shape has no such axis
 */
export function axisOf(op: string, shape: Shape, axis: number): number {
  const front = axis < 0 ? shape.length + axis : axis;
  if (!Number.isInteger(axis) || front < 0 || front >= shape.length)
    throw new ShapeError(op, [shape], `there is no axis ${axis}`);
  return front;
}
