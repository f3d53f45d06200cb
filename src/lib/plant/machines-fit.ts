/** Small robust fits: least squares that outliers do not move, and a slope with its interval. */

/** Solve a small symmetric system by Gaussian elimination with pivoting; null when it is singular. */
function solve(matrix: number[][], right: number[]): number[] | null {
  const rows = matrix.map((row, at) => [...row, right[at]]);
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    const pivot = rows.reduce(
      (best, row, at) => (at >= column && Math.abs(row[column]) > Math.abs(rows[best][column]) ? at : best),
      column,
    );
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    if (Math.abs(rows[column][column]) < 1e-12) return null;
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const factor = rows[row][column] / rows[column][column];
      for (let at = column; at <= n; at++) rows[row][at] -= factor * rows[column][at];
    }
  }
  return rows.map((row, at) => row[n] / row[at]);
}

/**
 * Weighted least squares.
 * @param features shape [features][rows]; scaled to unit size inside, so that their units do not matter
 * @returns one coefficient a feature, null when they cannot be told apart
 */
export function leastSquares(
  features: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
): number[] | null {
  const scales = features.map((f) => Math.sqrt(f.reduce((sum, v) => sum + v * v, 0) / f.length) || 1);
  const dot = (a: Float64Array, b: Float64Array) =>
    a.reduce((sum, v, at) => sum + weights[at] * v * b[at], 0);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const matrix = features.map((a, i) => features.map((b, j) => dot(a, b) / (scales[i] * scales[j] * total)));
  const right = features.map((a, i) => dot(a, target) / (scales[i] * total));
  return solve(matrix, right)?.map((value, at) => value / scales[at]) ?? null;
}

/** Middle of the finite values; NaN without one. */
export function medianOf(values: Float64Array | readonly number[]): number {
  const finite: Float64Array = values instanceof Float64Array ? values : Float64Array.of(...values);
  const sorted = finite.filter(Number.isFinite).sort();
  const half = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Standard deviation of a normal distribution over its median distance from the middle. */
const NORMAL_SPREAD = 1.4826;

/** Standard deviation that outliers do not move: 1.4826 times the median distance from the median. */
export function robustSpread(values: Float64Array | readonly number[]): number {
  const middle = medianOf(values);
  const all = values instanceof Float64Array ? values : Float64Array.of(...values);
  return NORMAL_SPREAD * medianOf(all.map((value) => Math.abs(value - middle)));
}

/** Residual, in spreads, from which a row has no weight (Tukey's bisquare, 95 % efficient at normal noise). */
const BISQUARE = 4.685;
const ROUNDS = 20;
/** Change of the coefficients, relative, below which the fit stands. */
const SETTLED = 1e-7;

/** A robust fit. */
export interface RobustFit {
  coefficients: number[];
  /** Robust standard deviation of the residuals. */
  spread: number;
}

const settled = (before: number[] | undefined, now: number[]): boolean =>
  before !== undefined && now.every((c, at) => Math.abs(c - before[at]) <= SETTLED * Math.abs(c));

function residualsOf(features: readonly Float64Array[], target: Float64Array, by: number[]): Float64Array {
  const residuals = target.slice();
  features.forEach((feature, i) => {
    for (let at = 0; at < residuals.length; at++) residuals[at] -= feature[at] * by[i];
  });
  return residuals;
}

const bisquare = (residual: number, spread: number): number => {
  const u = residual / (BISQUARE * spread);
  return Math.abs(u) < 1 ? (1 - u * u) ** 2 : 0;
};

/**
 * Least squares by iterated weights (Tukey's bisquare; Beaton & Tukey 1974): rows far off lose their say.
 * @returns null when there are fewer than twice as many rows as features or they cannot be told apart
 */
export function robustLeastSquares(
  features: readonly Float64Array[],
  target: Float64Array,
): RobustFit | null {
  if (target.length < 2 * features.length) return null;
  let weights = new Float64Array(target.length).fill(1);
  let fit: RobustFit | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const coefficients = leastSquares(features, target, weights);
    if (coefficients === null) return fit;
    const residuals = residualsOf(features, target, coefficients);
    const spread = NORMAL_SPREAD * medianOf(residuals.map(Math.abs));
    const done = settled(fit?.coefficients, coefficients) || !(spread > 0);
    fit = { coefficients, spread };
    if (done) return fit;
    weights = residuals.map((residual) => bisquare(residual, spread));
  }
  return fit;
}

/** A straight line through points. */
export interface Trend {
  /** A unit of x. */
  slope: number;
  /** 90 % interval of the slope. */
  low: number;
  high: number;
  /** Value at x = 0. */
  intercept: number;
  points: number;
}

/** 95th percentile of the standard normal. */
const Z90 = 1.6449;
const LEAST_POINTS = 5;

/** Slopes between all pairs of points of different x, ascending. */
function pairSlopes(x: readonly number[], y: readonly number[]): Float64Array {
  const slopes: number[] = [];
  for (let i = 0; i < x.length; i++)
    for (let j = i + 1; j < x.length; j++) if (x[j] !== x[i]) slopes.push((y[j] - y[i]) / (x[j] - x[i]));
  return Float64Array.from(slopes).sort();
}

/**
 * Median of the slopes between all pairs of points (Theil 1950, Sen 1968), with its 90 % interval by the variance of
 * Kendall's S (Hollander & Wolfe). Points are taken as independent.
 * @returns null for fewer than five points
 */
export function theilSen(x: readonly number[], y: readonly number[]): Trend | null {
  const n = x.length;
  const slopes = pairSlopes(x, y);
  if (n < LEAST_POINTS || slopes.length === 0) return null;
  const half = Z90 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const place = (at: number) => slopes[Math.min(slopes.length - 1, Math.max(0, at))];
  const slope = medianOf(slopes);
  return {
    slope,
    low: place(Math.round((slopes.length - half) / 2) - 1),
    high: place(Math.round((slopes.length + half) / 2)),
    intercept: medianOf(y.map((value, at) => value - slope * x[at])),
    points: n,
  };
}
