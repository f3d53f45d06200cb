import { lastKnown } from './forecast-samples';
import type { ModelManifest } from './manifest';
import { gatherRows, type Matrix } from './matrix';
import type { Samples } from './samples';

/**
 * Inputs of a model that only answers: nothing is known of what comes after.
 * @param starts first step of each window; `manifest.steps` steps from there lie in the matrix
 */
export function windowInputs(
  { steps, targets, features }: Pick<ModelManifest, 'steps' | 'targets' | 'features'>,
  matrix: Matrix,
  starts: Int32Array,
): Samples {
  const places = targets.map((target) => features.indexOf(target));
  const shape = { steps, horizon: 0, targets: places };
  return {
    count: starts.length,
    tensors(asked) {
      const from = asked.map((at) => starts[at]);
      const inputs = gatherRows(matrix, from, steps);
      return places.length === 0 ? inputs : { ...inputs, base: lastKnown(matrix, from, shape) };
    },
  };
}
