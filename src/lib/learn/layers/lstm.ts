import type { Value } from '../onnx/graph';
import { type Shape, ShapeError } from '../onnx/shape';
import { add, mul, sub } from '../ops/binary';
import { concat, expand, pad, reshape, slice, split, transposeLast } from '../ops/layout';
import { loop, type LoopForm } from '../ops/loop';
import { matmul } from '../ops/matmul';
import { sigmoid, tanh } from '../ops/unary';
import { uniform, type Weights, type WeightSpec } from '../weights';
import { dense } from './dense';

/**
 * Weights of an LSTM layer. Gates in ONNX's order: input, output, forget, cell. The forget gate's bias starts at 1, so
 * that the layer remembers before it has learnt to (Jozefowicz et al. 2015).
 */
export function lstmWeights(name: string, inputs: number, hidden: number): WeightSpec[] {
  const bound = 1 / Math.sqrt(hidden);
  return [
    uniform(`${name}.w`, [inputs, 4 * hidden], bound),
    uniform(`${name}.r`, [hidden, 4 * hidden], bound),
    {
      ...{ name: `${name}.b`, shape: [4 * hidden] },
      start: (_random, at) => (at >= 2 * hidden && at < 3 * hidden ? 1 : 0),
    },
  ];
}

/**
 * LSTM layer (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000) from a state of zeros.
 * @param x [steps, batch, inputs]
 * @returns hidden states, [steps, batch, hidden]
 */
export function lstm(x: Value, weights: Weights, name: string, form: LoopForm): Value {
  return recurrence(dense(x, weights, name), weights[`${name}.r`], form);
}

/**
 * The part of an LSTM that cannot be batched over time.
 * @param gates what the input gives to the gates, [steps, batch, 4 * hidden]
 * @param r     [hidden, 4 * hidden]
 * @returns [steps, batch, hidden]
 * @throws ShapeError when the two do not fit
 */
export function recurrence(gates: Value, r: Value, form: LoopForm): Value {
  const wide = gates.shape[2];
  if (gates.shape.length !== 3 || r.shape.join() !== [wide / 4, wide].join())
    throw new ShapeError('lstm', [gates.shape, r.shape], 'not [steps, batch, 4 hidden], [hidden, 4 hidden]');
  const passed = forward(gates, r, form);
  const { h } = passed;
  const gateGradient = remembered((d) => backward(d, passed));
  gates.graph.record([gates, r], [h], [gateGradient, (d) => recurrentGradient(h, gateGradient(d))]);
  return h;
}

/** Two inputs ask for the same gradient: its nodes are emitted once. */
function remembered(gradient: (d: Value) => Value): (d: Value) => Value {
  const known = new Map<Value, Value>();
  return (d) => {
    const found = known.get(d) ?? gradient(d);
    known.set(d, found);
    return found;
  };
}

interface Forward {
  readonly r: Value;
  /** Hidden states, cells, and what the candidate was: [steps, batch, hidden]. */
  readonly h: Value;
  readonly c: Value;
  readonly drawn: Value;
  /** Input, output and forget gates, [steps, batch, 3 * hidden]. */
  readonly opened: Value;
  readonly form: LoopForm;
}

function forward(gates: Value, r: Value, form: LoopForm): Forward {
  const [, batch, wide] = gates.shape;
  const hidden = wide / 4;
  const [h, c, opened, drawn] = loop({
    form,
    initial: [zeros(gates, [batch, hidden]), zeros(gates, [batch, hidden])],
    sequences: [gates],
    step([before, cell], [given]) {
      const sum = add(given, matmul(before, r)); // [batch, 4 hidden]
      const [squashed, candidate] = split(sum, 1, [3 * hidden, hidden]);
      const open = sigmoid(squashed); // [batch, 3 hidden]
      const draw = tanh(candidate); // [batch, hidden]
      const [input, output, forget] = split(open, 1, [hidden, hidden, hidden]);
      const kept = add(mul(forget, cell), mul(input, draw)); // [batch, hidden]
      const next = mul(output, tanh(kept)); // [batch, hidden]
      return { state: [next, kept], outputs: [next, kept, open, draw] };
    },
  });
  return { r, h, c, opened, drawn, form };
}

/** Gradient of the matrix that leads from state to state, for all steps at once: [hidden, 4 * hidden]. */
function recurrentGradient(h: Value, gates: Value): Value {
  const rows = (value: Value) => reshape(value, [value.shape[0] * value.shape[1], value.shape[2]]);
  return matmul(transposeLast(rows(previous(h))), rows(gates));
}

/**
 * Gradient of the gates' sums, [steps, batch, 4 * hidden], from that of the hidden states. All that does not depend on
 * the recurrence is worked out for all steps at once.
 */
function backward(d: Value, { r, c, opened, drawn, form }: Forward): Value {
  const [, batch, hidden] = c.shape;
  const [input, output, forget] = split(opened, 2, [hidden, hidden, hidden]);
  const less = (value: Value) => sub(value.graph.constant(1), value);
  const slope = (gate: Value) => mul(gate, less(gate));
  const squashed = tanh(c);
  const toGates = concat(
    [
      mul(drawn, slope(input)),
      mul(squashed, slope(output)),
      mul(previous(c), slope(forget)),
      mul(input, less(mul(drawn, drawn))),
    ],
    2,
  ); // [steps, batch, 4 hidden]
  const toCell = mul(output, less(mul(squashed, squashed))); // [steps, batch, hidden]
  const back = transposeLast(r); // [4 hidden, hidden]
  const [gates] = loop({
    form,
    initial: [zeros(c, [batch, hidden]), zeros(c, [batch, hidden])],
    sequences: [d, toGates, toCell, forget],
    backwards: true,
    step([fromNext, cellFromNext], [given, gateSlopes, cellSlope, kept]) {
      const dh = add(given, fromNext); // [batch, hidden]
      const dc = add(cellFromNext, mul(dh, cellSlope)); // [batch, hidden]
      const dGates = mul(concat([dc, dh, dc, dc], 1), gateSlopes); // [batch, 4 hidden]
      return { state: [matmul(dGates, back), mul(dc, kept)], outputs: [dGates] };
    },
  });
  return gates;
}

/** Each step's value of the step before, zeros for the first. */
function previous(x: Value): Value {
  const steps = x.shape[0];
  return steps === 1 ? zeros(x, x.shape) : pad(slice(x, 0, 0, steps - 1), 0, 1, 0);
}

const zeros = ({ graph }: Value, shape: Shape): Value => expand(graph.constant(0), shape);
