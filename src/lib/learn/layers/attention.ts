import type { Value } from '../onnx/graph';
import { ShapeError } from '../onnx/shape';
import { add, mul, sub } from '../ops/binary';
import { reshape } from '../ops/layout';
import { softmax, sum } from '../ops/reduce';
import type { Weights } from '../weights';
import { dense, denseWeights } from './dense';

/** Far below any score, and finite: a window without any known step then gets equal shares, not NaN. */
const NEVER = 1e9;

/** Weights of the question that the last state asks. */
export const attentionWeights = (name: string, hidden: number) => denseWeights(name, hidden, hidden);

/**
 * The last state looks over all states (Luong et al. 2015, "general" score, scaled as Vaswani et al. 2017).
 * @param states [steps, batch, hidden]
 * @param last   [batch, hidden]
 * @param known  [steps, batch]: 1 where a step may be looked at, else 0
 * @returns context [batch, hidden], and the share of each step, [steps, batch], adding up to 1 over the steps
 * @throws ShapeError when the shapes do not fit
 */
export function attention(
  states: Value,
  last: Value,
  known: Value,
  weights: Weights,
  name: string,
): { context: Value; shares: Value } {
  const { graph, shape } = states;
  const [steps, batch, hidden] = shape;
  if (last.shape.join() !== [batch, hidden].join() || known.shape.join() !== [steps, batch].join())
    throw new ShapeError('attention', [shape, last.shape, known.shape], 'they do not fit each other');
  const question = reshape(dense(last, weights, name), [1, batch, hidden]);
  const scores = mul(sum(mul(states, question), [2]), graph.constant(1 / Math.sqrt(hidden))); // [steps, batch]
  const open = add(scores, mul(sub(known, graph.constant(1)), graph.constant(NEVER)));
  const shares = softmax(open, 0); // [steps, batch]
  const context = sum(mul(reshape(shares, [steps, batch, 1]), states), [0]); // [batch, hidden]
  return { context, shares };
}
