import { gatherRows, type Matrix } from './matrix';
import type { Samples } from './samples';

/** Shape of a forecaster's samples. */
export interface ForecastShape {
  /** Steps of history. */
  steps: number;
  /** Steps ahead. */
  horizon: number;
  /** Places of the targets among the features. */
  targets: readonly number[];
}

/** Last known reading of each target in a window's history, scaled; 0 when there is none. Shape [windows * targets]. */
export function lastKnown(matrix: Matrix, starts: Int32Array, { steps, targets }: ForecastShape) {
  const { features, values, present } = matrix;
  const base = new Float32Array(starts.length * targets.length);
  starts.forEach((start, window) => {
    targets.forEach((feature, target) => {
      for (let step = start + steps - 1; step >= start; step--) {
        const at = step * features + feature;
        if (present[at] === 0) continue;
        base[window * targets.length + target] = values[at];
        return;
      }
    });
  });
  return base;
}

/** What came after each window: shape [windows * horizon * targets], scaled, with its mask. */
export function futureOf(matrix: Matrix, starts: Int32Array, { steps, horizon, targets }: ForecastShape) {
  const { features, values, present } = matrix;
  const length = horizon * targets.length;
  const target = new Float32Array(starts.length * length);
  const targetMask = new Float32Array(starts.length * length);
  starts.forEach((start, window) => {
    for (let ahead = 0; ahead < horizon; ahead++)
      targets.forEach((feature, k) => {
        const from = (start + steps + ahead) * features + feature;
        const to = window * length + ahead * targets.length + k;
        target[to] = values[from];
        targetMask[to] = present[from];
      });
  });
  return { target, targetMask };
}

/**
 * Windows of history with what came after, for the forecaster.
 * @param starts first step of each window; `steps + horizon` steps from there lie in the matrix
 */
export function forecastSamples(matrix: Matrix, starts: Int32Array, shape: ForecastShape): Samples {
  return {
    count: starts.length,
    tensors(places) {
      const from = places.map((place) => starts[place]);
      const { target, targetMask } = futureOf(matrix, from, shape);
      return {
        ...gatherRows(matrix, from, shape.steps),
        base: lastKnown(matrix, from, shape),
        target,
        target_mask: targetMask,
      };
    },
  };
}
