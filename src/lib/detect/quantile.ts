import type { Samples } from './frame';

/** Factor from a median absolute deviation to the standard deviation of a normal distribution. */
export const MAD_TO_SIGMA = 1.4826;

/** Values without NaN, ascending. */
export function sorted(values: ArrayLike<number>): Float64Array {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (let at = 0; at < values.length; at++) if (values[at] === values[at]) kept[count++] = values[at];
  return kept.subarray(0, count).sort();
}

/**
 * Quantile of ascending values, straight between neighbours (Hyndman & Fan type 7, as numpy).
 * @param share 0 to 1
 * @returns NaN when there are no values
 */
export function quantileOfSorted(ascending: Samples, share: number): number {
  if (ascending.length === 0) return NaN;
  const place = share * (ascending.length - 1);
  const low = Math.floor(place);
  const high = Math.min(low + 1, ascending.length - 1);
  return ascending[low] + (place - low) * (ascending[high] - ascending[low]);
}

/** Quantile of values in any order; NaN are left out. */
export const quantile = (values: ArrayLike<number>, share: number): number =>
  quantileOfSorted(sorted(values), share);

/** Median and median absolute deviation (not scaled); NaN are left out. */
export function medianAndMad(values: ArrayLike<number>): { median: number; mad: number } {
  const ascending = sorted(values);
  const median = quantileOfSorted(ascending, 0.5);
  const mad = quantile(
    ascending.map((value) => Math.abs(value - median)),
    0.5,
  );
  return { median, mad };
}

/** At most `most` of the indices, evenly spread. */
export function thin(steps: Int32Array, most: number): Int32Array {
  if (steps.length <= most) return steps;
  return Int32Array.from({ length: most }, (_, i) => steps[Math.floor((i * steps.length) / most)]);
}

/** Values at indices. */
export function pick(values: Samples, steps: Int32Array): Float64Array {
  const picked = new Float64Array(steps.length);
  for (let i = 0; i < steps.length; i++) picked[i] = values[steps[i]];
  return picked;
}
