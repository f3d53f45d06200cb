/** Symmetric matrices, row-major Float64Array of size n * n. */

/** Most sweeps of Jacobi rotations; 6 to 10 are usual for n near 100. */
const MOST_SWEEPS = 60;

function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) sum += a[i * n + j] ** 2;
  return sum;
}

function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q];
  if (apq === 0) return;
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const kp = a[k * n + p];
    const kq = a[k * n + q];
    a[k * n + p] = c * kp - s * kq;
    a[k * n + q] = s * kp + c * kq;
  }
  for (let k = 0; k < n; k++) {
    const pk = a[p * n + k];
    const qk = a[q * n + k];
    a[p * n + k] = c * pk - s * qk;
    a[q * n + k] = s * pk + c * qk;
    const vp = v[k * n + p];
    const vq = v[k * n + q];
    v[k * n + p] = c * vp - s * vq;
    v[k * n + q] = s * vp + c * vq;
  }
}

/**
 * Eigenvalues and eigenvectors by cyclic Jacobi rotations (Golub & Van Loan, Matrix Computations, 8.5).
 * @returns values in falling order, and vectors [n, n] row-major with the i-th vector in row i
 */
export function eigenSymmetric(
  matrix: Float64Array,
  n: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  const scale = matrix.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a, n) > 1e-22 * scale; sweep++)
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j] - a[i * n + i]);
  const values = Float64Array.from(order, (i) => a[i * n + i]);
  const vectors = new Float64Array(n * n);
  order.forEach((column, row) => {
    for (let k = 0; k < n; k++) vectors[row * n + k] = v[k * n + column];
  });
  return { values, vectors };
}

/**
 * Inverse of a positive definite matrix by Cholesky.
 * @throws RangeError when it is not positive definite
 */
export function invertPositive(matrix: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      if (i !== j) l[i * n + j] = sum / l[j * n + j];
      else if (sum > 0) l[i * n + i] = Math.sqrt(sum);
      else throw new RangeError(`matrix is not positive definite at row ${i}: ${sum}`);
    }
  const inverse = new Float64Array(n * n);
  const y = new Float64Array(n);
  for (let column = 0; column < n; column++) {
    for (let i = 0; i < n; i++) {
      let sum = i === column ? 1 : 0;
      for (let k = 0; k < i; k++) sum -= l[i * n + k] * y[k];
      y[i] = sum / l[i * n + i];
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = y[i];
      for (let k = i + 1; k < n; k++) sum -= l[k * n + i] * inverse[k * n + column];
      inverse[i * n + column] = sum / l[i * n + i];
    }
  }
  return inverse;
}

/**
 * Means and covariance of columns over steps; NaN count as the mean 0 of standardised data.
 * @returns mean [n], covariance [n, n] row-major
 */
export function covariance(
  columns: readonly Float32Array[],
  steps: Int32Array,
): { mean: Float64Array; matrix: Float64Array } {
  const n = columns.length;
  const rows = columns.map((column) => {
    const picked = new Float64Array(steps.length);
    for (let k = 0; k < steps.length; k++) {
      const value = column[steps[k]];
      picked[k] = value === value ? value : 0;
    }
    return picked;
  });
  const mean = Float64Array.from(rows, (row) => row.reduce((sum, value) => sum + value, 0) / row.length);
  rows.forEach((row, i) => {
    for (let k = 0; k < row.length; k++) row[k] -= mean[i];
  });
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      const a = rows[i];
      const b = rows[j];
      for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
      matrix[i * n + j] = matrix[j * n + i] = sum / Math.max(1, steps.length - 1);
    }
  return { mean, matrix };
}
