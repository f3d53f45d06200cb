import type { Value } from '../onnx/graph';
import { ShapeError } from '../onnx/shape';
import { concat, reshape } from './layout';

/** How a recurrence is written: as one Scan node, or step after step (WebGPU has no Scan; its graphs can be captured). */
export type LoopForm = 'scan' | 'unrolled';

/** One step of a recurrence. */
export interface Step {
  /** As many as there are initial values, of the same shapes. */
  readonly state: readonly Value[];
  /** Kept for every step. */
  readonly outputs: readonly Value[];
}

export interface Loop {
  readonly form: LoopForm;
  readonly initial: readonly Value[];
  /** Each [steps, ...]; a step gets [...] of each. */
  readonly sequences: readonly Value[];
  /** From the last step to the first; outputs keep the order of the sequences. */
  readonly backwards?: boolean;
  step(state: readonly Value[], items: readonly Value[]): Step;
}

/** More inputs than this for one Concat exceed a WebGPU shader's buffers. */
const MOST_JOINED = 7;

/**
 * Run a recurrence over sequences. No gradient is recorded: layers record their own, batched over time.
 * @returns each output of `step` for all steps, [steps, ...]
 * @throws ShapeError when the sequences have different lengths
 */
export function loop(options: Loop): Value[] {
  const [first] = options.sequences;
  const steps = first.shape[0];
  if (!options.sequences.every(({ shape }) => shape[0] === steps))
    throw new ShapeError(
      'loop',
      options.sequences.map(({ shape }) => shape),
      'the sequences have different lengths',
    );
  return first.graph.unrecorded(() => (options.form === 'scan' ? scan(options) : unroll(options, steps)));
}

function scan({ initial, sequences, backwards, step }: Loop): Value[] {
  const { graph, shape } = sequences[0];
  const body = graph.body();
  const state = initial.map((value) => body.input(body.freshName(), value.shape));
  const items = sequences.map((value) => body.input(body.freshName(), value.shape.slice(1)));
  const next = step(state, items);
  for (const value of [...next.state, ...next.outputs]) body.output(body.freshName(), value);
  const direction = backwards ? 1 : 0;
  const results = graph.emitAll(
    'Scan',
    [...initial, ...sequences],
    [...next.state.map((value) => value.shape), ...next.outputs.map((value) => [shape[0], ...value.shape])],
    {
      body,
      num_scan_inputs: sequences.length,
      scan_input_directions: sequences.map(() => direction),
      scan_output_directions: next.outputs.map(() => direction),
    },
  );
  return results.slice(initial.length);
}

function unroll({ initial, sequences, backwards, step }: Loop, steps: number): Value[] {
  const { graph } = sequences[0];
  const kept: Value[][] = [];
  let state = initial;
  for (let i = 0; i < steps; i++) {
    const at = backwards ? steps - 1 - i : i;
    const items = sequences.map((value) =>
      graph.emit('Gather', [value, graph.integer(at)], value.shape.slice(1), { axis: 0 }),
    );
    const next = step(state, items);
    state = next.state;
    next.outputs.forEach((value, k) => ((kept[k] ??= [])[at] = reshape(value, [1, ...value.shape])));
  }
  return kept.map(join);
}

function join(parts: readonly Value[]): Value {
  if (parts.length <= MOST_JOINED) return concat(parts, 0);
  const groups = Array.from({ length: Math.ceil(parts.length / MOST_JOINED) }, (_, i) =>
    concat(parts.slice(i * MOST_JOINED, (i + 1) * MOST_JOINED), 0),
  );
  return join(groups);
}
