import { gatherRows, type Matrix } from './matrix';

/** Rows that components are taken from, at most. */
const MOST_ROWS = 4000;
const ROUNDS = 30;

/** Orthonormal directions, shape [count, features], row-major. */
export interface Components {
  count: number;
  directions: Float64Array;
}

/**
 * The leading principal components of scaled rows, by orthogonal iteration on their second moments (the mean is 0 by
 * the scaler).
 * @param rows first row of each sample
 */
export function principalComponents(matrix: Matrix, rows: Int32Array, count: number): Components {
  const { features } = matrix;
  const kept = Math.min(count, features);
  const moments = secondMoments(matrix, rows);
  let directions: Float64Array = Float64Array.from({ length: kept * features }, (_, at) =>
    at % features === Math.floor(at / features) ? 1 : 1e-3 * Math.cos(at),
  );
  for (let round = 0; round < ROUNDS; round++)
    directions = orthonormal(times(directions, moments, features), features);
  return { count: kept, directions };
}

function secondMoments(matrix: Matrix, rows: Int32Array): Float64Array {
  const { features } = matrix;
  const every = Math.max(1, Math.floor(rows.length / MOST_ROWS));
  const { x } = gatherRows(
    matrix,
    rows.filter((_, at) => at % every === 0),
    1,
  );
  const moments = new Float64Array(features * features);
  for (let row = 0; row < x.length; row += features)
    for (let i = 0; i < features; i++) {
      const value = x[row + i];
      if (value === 0) continue;
      for (let j = 0; j < features; j++) moments[i * features + j] += value * x[row + j];
    }
  return moments;
}

function times(directions: Float64Array, moments: Float64Array, features: number): Float64Array {
  const found = new Float64Array(directions.length);
  for (let row = 0; row < directions.length; row += features)
    for (let i = 0; i < features; i++) {
      const weight = directions[row + i];
      if (weight === 0) continue;
      for (let j = 0; j < features; j++) found[row + j] += weight * moments[i * features + j];
    }
  return found;
}

/** Gram and Schmidt, row after row. */
function orthonormal(directions: Float64Array, features: number): Float64Array {
  for (let row = 0; row < directions.length; row += features) {
    for (let other = 0; other < row; other += features) {
      let dot = 0;
      for (let i = 0; i < features; i++) dot += directions[row + i] * directions[other + i];
      for (let i = 0; i < features; i++) directions[row + i] -= dot * directions[other + i];
    }
    let squares = 0;
    for (let i = 0; i < features; i++) squares += directions[row + i] ** 2;
    const length = Math.sqrt(squares) || 1;
    for (let i = 0; i < features; i++) directions[row + i] /= length;
  }
  return directions;
}

/** Mean square error of rows rebuilt from the components, over the readings that are present. */
export function componentError(matrix: Matrix, rows: Int32Array, { count, directions }: Components): number {
  const { features } = matrix;
  const { x, mask } = gatherRows(matrix, rows, 1);
  const rebuilt = new Float64Array(features);
  let sum = 0;
  for (let row = 0; row < rows.length; row++) {
    rebuilt.fill(0);
    for (let k = 0; k < count; k++) {
      let score = 0;
      for (let i = 0; i < features; i++) score += directions[k * features + i] * x[row * features + i];
      for (let i = 0; i < features; i++) rebuilt[i] += score * directions[k * features + i];
    }
    sum += rowError(x, mask, rebuilt, row * features, features);
  }
  return sum / Math.max(1, rows.length);
}

/** Mean square error of one row over its present readings; 0 without any. */
export function rowError(
  x: Float32Array,
  mask: Float32Array,
  y: ArrayLike<number>,
  from: number,
  features: number,
  yFrom = 0,
): number {
  let [squares, present] = [0, 0];
  for (let i = 0; i < features; i++) {
    if (mask[from + i] === 0) continue;
    squares += (y[yFrom + i] - x[from + i]) ** 2;
    present += 1;
  }
  return squares / Math.max(1, present);
}
