import { add } from './ops/binary';
import { expand } from './ops/layout';
import { type TapeEntry, type Value } from './onnx/graph';
import { ShapeError } from './onnx/shape';

/**
 * Reverse-mode automatic differentiation: emits the nodes that compute the gradients into the loss's graph.
 * Only ops on a way from a leaf to the loss are visited.
 * @param loss   a scalar
 * @param leaves the values to differentiate by
 * @returns for each leaf, d loss / d leaf of the leaf's shape; zeros when the loss does not depend on it
 * @throws ShapeError when the loss is no scalar
 */
export function gradients(loss: Value, leaves: readonly Value[]): Value[] {
  if (loss.shape.length !== 0) throw new ShapeError('gradients', [loss.shape], 'the loss must be a scalar');
  const { graph } = loss;
  const zeros = (value: Value) => expand(graph.constant(0), value.shape);
  const found = new Map<Value, Value>([[loss, graph.constant(1)]]);
  const { entries, dependent } = entriesAfter(graph.tape, leaves);
  for (const { inputs, outputs, pullbacks } of entries.reverse()) {
    if (!outputs.some((output) => found.has(output))) continue;
    const ds = outputs.map((output) => found.get(output) ?? zeros(output));
    inputs.forEach((input, i) => {
      if (!dependent.has(input)) return;
      const d = pullbacks[i](...ds);
      const sofar = found.get(input);
      found.set(input, sofar ? add(sofar, d) : d);
    });
  }
  return leaves.map((leaf) => found.get(leaf) ?? zeros(leaf));
}

/** The entries that depend on a leaf, in order, and all values that do. The tape grows in the reverse pass, so a copy. */
function entriesAfter(tape: readonly TapeEntry[], leaves: readonly Value[]) {
  const dependent = new Set<Value>(leaves);
  const entries = tape.filter(({ inputs, outputs }) => {
    if (!inputs.some((input) => dependent.has(input))) return false;
    for (const output of outputs) dependent.add(output);
    return true;
  });
  return { entries, dependent };
}
