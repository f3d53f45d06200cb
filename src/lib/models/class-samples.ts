import { gatherRows, type Matrix } from './matrix';
import type { Samples } from './samples';

/** A window whose class is known. */
export interface LabelledWindows {
  /** First step of each window. */
  starts: Int32Array;
  /** Class of each window, from 0. */
  classes: Uint8Array;
}

/** Labelled windows for the fault classifier: x and mask [batch, steps, features], target [batch, classes] one-hot. */
export function classSamples(
  matrix: Matrix,
  { starts, classes }: LabelledWindows,
  steps: number,
  classCount: number,
): Samples {
  return {
    count: starts.length,
    tensors(places) {
      const target = new Float32Array(places.length * classCount);
      places.forEach((place, at) => (target[at * classCount + classes[place]] = 1));
      const from = places.map((place) => starts[place]);
      return { ...gatherRows(matrix, from, steps), target };
    },
  };
}
