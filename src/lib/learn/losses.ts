import type { Value } from './onnx/graph';
import { add, div, maximum, mul, sub } from './ops/binary';
import { reshape } from './ops/layout';
import { maxKeeping, mean, sum, sumKeeping } from './ops/reduce';
import { exp, log } from './ops/unary';

/**
 * @param rows    loss of each sample, [batch]
 * @param weights weight of each sample, [batch]; zeros leave out the rows that fill up a last batch
 * @returns the weighted mean, a scalar
 */
export function weightedMean(rows: Value, weights: Value): Value {
  return div(sum(mul(rows, weights)), sum(weights));
}

/** @returns mean square of output - target over all axes but the first, [batch] */
export function meanSquare(output: Value, target: Value): Value {
  const error = sub(output, target);
  return mean(mul(error, error), [...error.shape.keys()].slice(1));
}

/**
 * @param mask 1 where the target is known, else 0
 * @returns mean square of output - target over the known elements of all axes but the first, [batch]; 0 with none known
 */
export function maskedMeanSquare(output: Value, target: Value, mask: Value): Value {
  const error = mul(sub(output, target), mask);
  return meanOfKnown(mul(error, error), mask);
}

/**
 * Divergence of a diagonal normal from the standard one (Kingma & Welling 2013, appendix B).
 * @param mu          [batch, latent]
 * @param logVariance [batch, latent]
 * @returns [batch], in nats
 */
export function klDivergence(mu: Value, logVariance: Value): Value {
  const { graph } = mu;
  const inner = sub(add(mul(mu, mu), exp(logVariance)), add(logVariance, graph.constant(1)));
  return mul(sum(inner, [1]), graph.constant(0.5));
}

/**
 * Pinball (quantile) loss (Koenker & Bassett 1978).
 * @param output    [batch, ..., quantiles]
 * @param target    [batch, ...]
 * @param quantiles each within 0 to 1
 * @returns mean over all axes but the first, [batch]
 */
export function pinball(output: Value, target: Value, quantiles: readonly number[]): Value {
  const errors = pinballErrors(output, target, quantiles);
  return mean(errors, [...errors.shape.keys()].slice(1));
}

/**
 * @param mask 1 where the target is known, else 0, [batch, ...]
 * @returns mean pinball loss over the known targets and all quantiles, [batch]; 0 with none known
 */
export function maskedPinball(
  output: Value,
  target: Value,
  mask: Value,
  quantiles: readonly number[],
): Value {
  const errors = pinballErrors(output, target, quantiles);
  return meanOfKnown(mul(mean(errors, [errors.shape.length - 1]), mask), mask);
}

function pinballErrors(output: Value, target: Value, quantiles: readonly number[]): Value {
  const { graph } = output;
  const error = sub(reshape(target, [...target.shape, 1]), output);
  const over = mul(error, graph.constant(quantiles));
  const under = mul(error, graph.constant(quantiles.map((quantile) => quantile - 1)));
  return maximum(over, under);
}

/**
 * Cross entropy of classes; composed, because LogSoftmax has no WebGPU kernel.
 * @param logits [batch, classes]
 * @param target shares of the classes, one-hot as a rule, [batch, classes]
 * @returns [batch], in nats
 */
export function crossEntropy(logits: Value, target: Value): Value {
  const shifted = sub(logits, maxKeeping(logits, 1));
  const logShares = sub(shifted, log(sumKeeping(exp(shifted), [1])));
  return mul(sum(mul(logShares, target), [1]), logits.graph.constant(-1));
}

/** @returns sum over all axes but the first, over the number of known elements (at least 1), [batch] */
function meanOfKnown(rows: Value, mask: Value): Value {
  const axes = [...mask.shape.keys()].slice(1);
  return div(sum(rows, axes), maximum(sum(mask, axes), mask.graph.constant(1)));
}
