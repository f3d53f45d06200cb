import type { Value } from '../onnx/graph';
import { add, div, mul, step, sub } from './binary';

/** An elementwise op of one tensor. */
const unary =
  (op: string, gradient: (d: Value, x: Value, y: Value) => Value) =>
  (x: Value): Value => {
    const y = x.graph.emit(op, [x], x.shape);
    x.graph.record([x], [y], [(d) => gradient(d, x, y)]);
    return y;
  };

const constant = ({ graph }: Value, value: number): Value => graph.constant(value);

/** -x */
export const neg = unary('Neg', (d) => neg(d));

/** e to the power of x */
export const exp = unary('Exp', (d, _x, y) => mul(d, y));

/** Natural logarithm of x > 0 */
export const log = unary('Log', (d, x) => div(d, x));

/** Square root of x > 0 */
export const sqrt = unary('Sqrt', (d, _x, y) => div(mul(d, constant(d, 0.5)), y));

/** Cosine of x in radians */
export const cos = unary('Cos', (d, x) => neg(mul(d, sin(x))));

/** Sine of x in radians */
export const sin = unary('Sin', (d, x) => mul(d, cos(x)));

/** Error function */
export const erf = unary('Erf', (d, x) =>
  mul(d, mul(constant(d, 2 / Math.sqrt(Math.PI)), exp(neg(mul(x, x))))),
);

/** 1 / (1 + exp(-x)) */
export const sigmoid = unary('Sigmoid', (d, _x, y) => mul(d, mul(y, sub(constant(d, 1), y))));

/** Hyperbolic tangent */
export const tanh = unary('Tanh', (d, _x, y) => mul(d, sub(constant(d, 1), mul(y, y))));

/** The greater of x and 0; its gradient at 0 is 0 */
export const relu = unary('Relu', (d, x) => mul(d, step(x, constant(d, 0))));

/** @returns x above 0, x * slope below */
export function leakyRelu(x: Value, slope = 0.01): Value {
  return sub(relu(x), mul(constant(x, slope), relu(neg(x))));
}

/** Gaussian error linear unit, the exact form with erf (Hendrycks and Gimpel 2016) */
export function gelu(x: Value): Value {
  const share = mul(constant(x, 0.5), add(constant(x, 1), erf(mul(x, constant(x, Math.SQRT1_2)))));
  return mul(x, share);
}
