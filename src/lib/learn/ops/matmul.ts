import type { Value } from '../onnx/graph';
import { broadcastShapes, ShapeError, sizeOf } from '../onnx/shape';
import { reshape, transposeLast } from './layout';
import { sumTo } from './reduce';

/**
 * Matrix product of the last two axes; the axes before them broadcast.
 * @param a [..., rows, inner]
 * @param b [..., inner, columns]
 * @returns [..., rows, columns]
 * @throws ShapeError when the inner sizes differ or an input has fewer than two axes
 */
export function matmul(a: Value, b: Value): Value {
  const [rows, inner] = a.shape.slice(-2);
  const [innerOfB, columns] = b.shape.slice(-2);
  if (a.shape.length < 2 || b.shape.length < 2)
    throw new ShapeError('matmul', [a.shape, b.shape], 'both need two axes');
  if (inner !== innerOfB)
    throw new ShapeError('matmul', [a.shape, b.shape], `inner sizes ${inner} and ${innerOfB} differ`);
  // One plain product instead of many: the gradient of b needs no sum over the leading axes then.
  if (b.shape.length === 2 && a.shape.length > 2) {
    const flat = reshape(a, [sizeOf(a.shape) / inner, inner]);
    return reshape(matmul(flat, b), [...a.shape.slice(0, -1), columns]);
  }
  const leading = broadcastShapes('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2));
  const y = a.graph.emit('MatMul', [a, b], [...leading, rows, columns]);
  a.graph.record(
    [a, b],
    [y],
    [(d) => sumTo(matmul(d, transposeLast(b)), a.shape), (d) => sumTo(matmul(transposeLast(a), d), b.shape)],
  );
  return y;
}
