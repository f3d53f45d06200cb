// Nearest centroid: the plain way beside which the fault classifier is judged.
import type { Matrix } from '../../src/lib/models/matrix';
import type { LabelledWindows } from '../../src/lib/models/class-samples';

/** Mean and deviation of each feature within a window, and the share of minutes with a reading: [3 * features]. */
function summary({ features, values, present }: Matrix, start: number, steps: number): Float64Array {
  const found = new Float64Array(3 * features);
  for (let feature = 0; feature < features; feature++) {
    let [sum, squares, count] = [0, 0, 0];
    for (let at = start * features + feature; at < (start + steps) * features; at += features) {
      sum += values[at];
      squares += values[at] ** 2;
      count += present[at];
    }
    const mean = count ? sum / count : 0;
    found[3 * feature] = mean;
    found[3 * feature + 1] = count ? Math.sqrt(Math.max(0, squares / count - mean ** 2)) : 0;
    found[3 * feature + 2] = count / steps;
  }
  return found;
}

/** @returns class of the nearest centroid of each test window */
export function nearestCentroid(
  matrix: Matrix,
  train: LabelledWindows,
  test: LabelledWindows,
  { steps, classes }: { steps: number; classes: number },
): Uint8Array {
  const known = Array.from(train.starts, (start) => summary(matrix, start, steps));
  const size = known[0].length;
  const centroids = Array.from({ length: classes }, (_, kind) => {
    const own = known.filter((_, i) => train.classes[i] === kind);
    return Float64Array.from(
      { length: size },
      (_, k) => own.reduce((sum, each) => sum + each[k], 0) / own.length,
    );
  });
  return Uint8Array.from(test.starts, (start) => {
    const asked = summary(matrix, start, steps);
    const distances = centroids.map((centroid) =>
      centroid.reduce((sum, value, k) => sum + (value - asked[k]) ** 2, 0),
    );
    const there = distances.map((distance) => (Number.isNaN(distance) ? Infinity : distance));
    return there.indexOf(Math.min(...there));
  });
}
