import type { Value } from '../onnx/graph';
import { broadcastShapes } from '../onnx/shape';
import { sumTo } from './reduce';
import { log, neg } from './unary';

type Partial = (d: Value, a: Value, b: Value, y: Value) => Value;

/** An elementwise op of two tensors that broadcast; its two gradients are summed back to the inputs' shapes. */
const binary =
  (op: string, left: Partial, right: Partial) =>
  (a: Value, b: Value): Value => {
    const y = a.graph.emit(op, [a, b], broadcastShapes(op.toLowerCase(), a.shape, b.shape));
    a.graph.record(
      [a, b],
      [y],
      [(d) => sumTo(left(d, a, b, y), a.shape), (d) => sumTo(right(d, a, b, y), b.shape)],
    );
    return y;
  };

/** a + b */
export const add = binary(
  'Add',
  (d) => d,
  (d) => d,
);

/** a - b */
export const sub = binary(
  'Sub',
  (d) => d,
  (d) => neg(d),
);

/** a * b, elementwise */
export const mul = binary(
  'Mul',
  (d, _a, b) => mul(d, b),
  (d, a) => mul(d, a),
);

/** a / b, elementwise */
export const div = binary(
  'Div',
  (d, _a, b) => div(d, b),
  (d, _a, b, y) => neg(div(mul(d, y), b)),
);

/** a to the power of b; the gradient of the exponent needs a > 0 */
export const pow = binary(
  'Pow',
  (d, a, b) => mul(d, mul(b, pow(a, sub(b, b.graph.constant(1))))),
  (d, a, _b, y) => mul(d, mul(y, log(a))),
);

/** The greater of a and b; where they are equal the gradient is a's */
export const maximum = binary(
  'Max',
  (d, a, b) => mul(d, sub(d.graph.constant(1), step(b, a))),
  (d, a, b) => mul(d, step(b, a)),
);

/** The lesser of a and b; where they are equal the gradient is a's */
export const minimum = binary(
  'Min',
  (d, a, b) => mul(d, sub(d.graph.constant(1), step(a, b))),
  (d, a, b) => mul(d, step(a, b)),
);

/** @returns 1 where a > b, else 0; no gradient flows through it */
export function step(a: Value, b: Value): Value {
  const shape = broadcastShapes('step', a.shape, b.shape);
  const greater = a.graph.emit('Greater', [a, b], shape);
  return a.graph.emit('Cast', [greater], shape, { to: 1 });
}
