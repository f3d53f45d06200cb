/** Values looked at for a quantile: enough for a per mille, few enough to sort in a millisecond or two. */
const SAMPLE = 4_096;

/** Evenly spaced values of an array, NaN left out, ascending; at most `SAMPLE`. */
export function sortedSample(values: Float64Array): Float64Array {
  const step = Math.max(1, values.length / SAMPLE);
  const sample = new Float64Array(Math.min(values.length, SAMPLE));
  let kept = 0;
  for (let at = 0; at < sample.length; at++) {
    const value = values[Math.floor(at * step)];
    if (!Number.isNaN(value)) sample[kept++] = value;
  }
  return sample.subarray(0, kept).sort();
}

/** Value of an ascending array below which a share of its values lies; NaN when it is empty. */
export function quantile(ascending: Float64Array, share: number): number {
  if (ascending.length === 0) return Number.NaN;
  return ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))];
}

/** Median of five numbers, NaN when one is NaN; without sorting, as it is asked for every minute of a year. */
export function medianOf5(a: number, b: number, c: number, d: number, e: number): number {
  // Of two pairs the lowest and the highest are out; the median of the other three is left.
  const low = Math.max(Math.min(a, b), Math.min(c, d));
  const high = Math.min(Math.max(a, b), Math.max(c, d));
  return Math.max(Math.min(low, high), Math.min(Math.max(low, high), e));
}

/** Median of three numbers, NaN when one is NaN. */
export const medianOf3 = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
