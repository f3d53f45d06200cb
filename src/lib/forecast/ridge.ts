import { ForecastError } from './types';

/** Sums over rows of x x' (upper triangle, [p * p] row-major), x y' ([p * k]) and how many rows. */
export interface NormalSums {
  p: number;
  k: number;
  rows: number;
  xx: Float64Array;
  xy: Float64Array;
}

export const emptySums = (p: number, k: number): NormalSums => ({
  ...{ p, k, rows: 0 },
  xx: new Float64Array(p * p),
  xy: new Float64Array(p * k),
});

/**
 * Add rows to the sums.
 * @param x [rows * p] row-major
 * @param y [rows * k] row-major
 * @param chosen rows that count, places in x and y
 */
export function addRows(sums: NormalSums, x: Float64Array, y: Float64Array, chosen: ArrayLike<number>): void {
  const { p, k, xx, xy } = sums;
  let n = 0;
  // Four rows at a time, so that each cell of xx is read and written once for four products.
  for (; n + 3 < chosen.length; n += 4) {
    const [a, b, c, d] = [chosen[n] * p, chosen[n + 1] * p, chosen[n + 2] * p, chosen[n + 3] * p];
    for (let i = 0; i < p; i++) {
      const [xa, xb, xc, xd] = [x[a + i], x[b + i], x[c + i], x[d + i]];
      const row = i * p;
      for (let j = i; j < p; j++)
        xx[row + j] += xa * x[a + j] + xb * x[b + j] + xc * x[c + j] + xd * x[d + j];
    }
  }
  for (; n < chosen.length; n++) {
    const a = chosen[n] * p;
    for (let i = 0; i < p; i++) {
      const xa = x[a + i];
      for (let j = i; j < p; j++) xx[i * p + j] += xa * x[a + j];
    }
  }
  for (n = 0; n < chosen.length; n++) {
    const [a, b] = [chosen[n] * p, chosen[n] * k];
    for (let i = 0; i < p; i++) for (let j = 0; j < k; j++) xy[i * k + j] += x[a + i] * y[b + j];
  }
  sums.rows += chosen.length;
}

/** The sums of two sets of rows together. */
export function joinSums(a: NormalSums, b: NormalSums): NormalSums {
  return {
    ...{ p: a.p, k: a.k, rows: a.rows + b.rows },
    xx: a.xx.map((value, at) => value + b.xx[at]),
    xy: a.xy.map((value, at) => value + b.xy[at]),
  };
}

/** Lower triangle of Cholesky of a symmetric matrix given by its upper triangle plus `diagonal`; null when not positive. */
function cholesky(upper: Float64Array, p: number, diagonal: Float64Array): Float64Array | null {
  const lower = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = upper[j * p + i];
      if (i === j) sum += diagonal[i];
      for (let m = 0; m < j; m++) sum -= lower[i * p + m] * lower[j * p + m];
      if (i !== j) lower[i * p + j] = sum / lower[j * p + j];
      else if (sum > 0) lower[i * p + i] = Math.sqrt(sum);
      else return null;
    }
  }
  return lower;
}

/**
 * Weights that minimise the squared error plus `penalties[i] * rows * weight^2` (ridge regression, Hoerl and Kennard 1970),
 * in closed form.
 * @param penalties one a feature, >= 0, per row; 0 leaves a feature free
 * @returns [p * k] row-major
 * @throws ForecastError when the features are collinear and not penalised
 */
export function solveRidge({ p, k, rows, xx, xy }: NormalSums, penalties: Float64Array): Float64Array {
  const lower = cholesky(
    xx,
    p,
    penalties.map((value) => value * rows),
  );
  if (lower === null) throw new ForecastError(`${p} features over ${rows} rows are collinear`);
  const weights = new Float64Array(p * k);
  const column = new Float64Array(p);
  for (let j = 0; j < k; j++) {
    for (let i = 0; i < p; i++) {
      let sum = xy[i * k + j];
      for (let m = 0; m < i; m++) sum -= lower[i * p + m] * column[m];
      column[i] = sum / lower[i * p + i];
    }
    for (let i = p - 1; i >= 0; i--) {
      let sum = column[i];
      for (let m = i + 1; m < p; m++) sum -= lower[m * p + i] * column[m];
      column[i] = sum / lower[i * p + i];
      weights[i * k + j] = column[i];
    }
  }
  return weights;
}

/**
 * Summed absolute errors of weights on rows when a share of what they say is taken.
 * @returns [k * shares] row-major
 */
export function absoluteErrors(
  weights: Float64Array,
  { p, k }: Pick<NormalSums, 'p' | 'k'>,
  x: Float64Array,
  y: Float64Array,
  chosen: ArrayLike<number>,
  shares: readonly number[],
): Float64Array {
  const total = new Float64Array(k * shares.length);
  const said = new Float64Array(k);
  for (let n = 0; n < chosen.length; n++) {
    const [a, b] = [chosen[n] * p, chosen[n] * k];
    said.fill(0);
    for (let i = 0; i < p; i++) {
      const value = x[a + i];
      for (let j = 0; j < k; j++) said[j] += value * weights[i * k + j];
    }
    for (let j = 0; j < k; j++)
      for (let s = 0; s < shares.length; s++)
        total[j * shares.length + s] += Math.abs(shares[s] * said[j] - y[b + j]);
  }
  return total;
}
