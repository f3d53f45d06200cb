/** A series: mean per bucket and, where there is one, its envelope; NaN is a gap. */
export interface Envelope {
  values: Float64Array;
  min: Float64Array | null;
  max: Float64Array | null;
}

/** What a series did in some rows. All NaN when there is no reading. */
export interface RowStatistics {
  /** Lowest and highest reading, from the envelope where there is one. */
  min: number;
  max: number;
  /** Mean of the points; approximate where buckets hold unequal numbers of readings. */
  mean: number;
  /** First and last point that is a reading. */
  first: number;
  last: number;
  /** Points that are readings. */
  count: number;
}

/** Statistics of rows [start, end). */
export function statisticsOf({ values, min, max }: Envelope, start: number, end: number): RowStatistics {
  let [low, high, sum, count, first, last] = [Infinity, -Infinity, 0, 0, NaN, NaN];
  for (let row = start; row < end; row++) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    if (count++ === 0) first = value;
    last = value;
    sum += value;
    const [bottom, top] = [min ? min[row] : value, max ? max[row] : value];
    if (bottom < low) low = bottom;
    if (top > high) high = top;
  }
  if (count === 0) return { min: NaN, max: NaN, mean: NaN, first, last, count };
  return { min: low, max: high, mean: sum / count, first, last, count };
}
