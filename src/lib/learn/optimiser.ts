import type { Value } from './onnx/graph';
import { ShapeError } from './onnx/shape';
import { add, div, maximum, mul, pow, sub } from './ops/binary';
import { reshape, split } from './ops/layout';
import { sum, sumKeeping } from './ops/reduce';
import { sqrt } from './ops/unary';
import { PADDING } from './weights';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
/** 1e-8 is lost in float32 beside the root of v; 1e-7 is what training.md proved. */
const EPSILON = 1e-7;
/** Greatest norm of the gradient; a longer one is shortened to it. */
const LONGEST_GRADIENT = 1;

/** What the optimiser carries from step to step; each [padded]. */
export interface OptimiserState {
  readonly weights: Value;
  readonly firstMoment: Value;
  readonly secondMoment: Value;
}

/**
 * One step of AdamW (Loshchilov & Hutter 2019) with bias correction, after the gradient was clipped by its global norm.
 * @param gradient [padded]
 * @param hyper    [3]: learning rate, step from 1, weight decay
 * @returns the next state, and the gradient's norm before clipping, a scalar
 * @throws ShapeError when the vector is not a multiple of 1024 long, or an input has another length
 */
export function adamW(
  { weights, firstMoment, secondMoment }: OptimiserState,
  gradient: Value,
  hyper: Value,
): OptimiserState & { norm: Value } {
  const { graph } = weights;
  const scalar = (value: number) => graph.constant(value);
  const [rate, step, decay] = split(hyper, 0, [1, 1, 1]);
  const norm = globalNorm(gradient);
  const clipped = mul(gradient, div(scalar(LONGEST_GRADIENT), maximum(norm, scalar(LONGEST_GRADIENT))));
  const mix = (old: Value, now: Value, beta: number) =>
    add(mul(old, scalar(beta)), mul(now, scalar(1 - beta)));
  const first = mix(firstMoment, clipped, BETA_1);
  const second = mix(secondMoment, mul(clipped, clipped), BETA_2);
  const corrected = (moment: Value, beta: number) => div(moment, sub(scalar(1), pow(scalar(beta), step)));
  const direction = div(corrected(first, BETA_1), add(sqrt(corrected(second, BETA_2)), scalar(EPSILON)));
  return {
    weights: sub(weights, mul(rate, add(direction, mul(decay, weights)))),
    ...{ firstMoment: first, secondMoment: second, norm },
  };
}

/** In two stages: one workgroup of a GPU would walk the whole vector alone. */
function globalNorm(gradient: Value): Value {
  const [length] = gradient.shape;
  if (gradient.shape.length !== 1 || length % PADDING !== 0)
    throw new ShapeError('adamW', [gradient.shape], `a vector of a multiple of ${PADDING} is needed`);
  const rows = reshape(mul(gradient, gradient), [length / PADDING, PADDING]);
  return sqrt(sum(sumKeeping(rows, [1])));
}
