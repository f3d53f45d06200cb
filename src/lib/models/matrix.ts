import { scaleValue, type Scaler } from './scaler';

/** Scaled readings of all features, step by step; a missing reading is 0 in both. */
export interface Matrix {
  steps: number;
  features: number;
  /** Shape [steps * features], row-major. */
  values: Float32Array;
  /** Same shape; 1 where there is a reading. */
  present: Uint8Array;
}

/**
 * Scaled readings, row by row as batches are made of them.
 * @param columns a column a feature, in the scaler's order; NaN where there is no reading
 * @param steps   places in the columns that become rows, ascending; null for all
 */
export function scaledMatrix(
  columns: readonly (Float32Array | Float64Array)[],
  scaler: Scaler,
  steps: Int32Array | null = null,
): Matrix {
  const features = columns.length;
  const count = steps?.length ?? columns[0]?.length ?? 0;
  const values = new Float32Array(count * features);
  const present = new Uint8Array(count * features);
  for (let feature = 0; feature < features; feature++) {
    const column = columns[feature];
    for (let row = 0, at = feature; row < count; row++, at += features) {
      const value = column[steps ? steps[row] : row];
      if (!Number.isFinite(value)) continue;
      values[at] = scaleValue(scaler, feature, value);
      present[at] = 1;
    }
  }
  return { steps: count, features, values, present };
}

/** Copy rows of a matrix into a batch. @param rows first row of each sample @param length rows of a sample */
export function gatherRows({ features, values, present }: Matrix, rows: Int32Array, length: number) {
  const size = length * features;
  const x = new Float32Array(rows.length * size);
  const mask = new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i] * features;
    x.set(values.subarray(from, from + size), i * size);
    mask.set(present.subarray(from, from + size), i * size);
  }
  return { x, mask };
}
