/** Share of steps that must be equal for a series to count as regular. */
const REGULAR_SHARE = 0.9;

/**
 * The longest distance between points that is still no gap, in ms: one and a half steps where the step is known
 * or regular, five median steps where readings come irregularly. Infinity for fewer than three points.
 * @param timesMs ascending
 * @param stepMs  expected distance of points, when known
 */
export function gapThreshold(timesMs: Float64Array, stepMs?: number): number {
  if (stepMs !== undefined) return stepMs * 1.5;
  if (timesMs.length < 3) return Infinity;
  const steps = Float64Array.from(
    { length: timesMs.length - 1 },
    (_, i) => timesMs[i + 1] - timesMs[i],
  ).sort();
  const median = steps[(steps.length - 1) >> 1];
  const equal = steps.reduce((count, step) => count + (Math.abs(step - median) < median * 0.01 ? 1 : 0), 0);
  return median * (equal >= steps.length * REGULAR_SHARE ? 1.5 : 5);
}

/**
 * Where rows without readings go, so that a line is never drawn across missing buckets.
 * @param timesMs ascending
 * @returns rows in plotting order: indices into `timesMs`, -1 for an inserted gap
 */
export function rowsWithGaps(timesMs: Float64Array, threshold: number): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < timesMs.length; row++) {
    if (row > 0 && timesMs[row] - timesMs[row - 1] > threshold) rows.push(-1);
    rows.push(row);
  }
  return Int32Array.from(rows);
}

/** A reading as uPlot wants it: a gap is null, never NaN (a leading NaN blanks its y range). */
export function readingOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Rows in [first, last] with a reading but none beside it: a line does not show them, a dot does. */
export function lonelyRows(values: ArrayLike<number | null>, first: number, last: number): number[] {
  const lonely: number[] = [];
  for (let row = Math.max(0, first); row <= last && row < values.length; row++) {
    const alone = (values[row - 1] ?? null) === null && (values[row + 1] ?? null) === null;
    if (alone && (values[row] ?? null) !== null) lonely.push(row);
  }
  return lonely;
}
