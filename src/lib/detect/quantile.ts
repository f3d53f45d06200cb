import type { Samples } from './frame';

/** Factor from a median absolute deviation to the standard deviation of a normal distribution. */
export const MAD_TO_SIGMA = 1.4826;

/** Up to so many values are sorted by insertion: the engine's sort takes longer to be called. */
const FEW = 24;

/** Values without NaN, in a copy. */
function known(values: ArrayLike<number>): Float64Array {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (let at = 0; at < values.length; at++) if (values[at] === values[at]) kept[count++] = values[at];
  return kept.subarray(0, count);
}

function sortFew(values: Float64Array): Float64Array {
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    let at = i;
    for (; at > 0 && values[at - 1] > value; at--) values[at] = values[at - 1];
    values[at] = value;
  }
  return values;
}

/** Values without NaN, ascending. */
export function sorted(values: ArrayLike<number>): Float64Array {
  const kept = known(values);
  return kept.length <= FEW ? sortFew(kept) : kept.sort();
}

/**
 * Put the value of a rank in its place, none before it greater and none after it less (Hoare, Algorithm 65, 1961): all
 * that a quantile needs, in linear time.
 */
function select(values: Float64Array, rank: number): void {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const swapped = values[i];
      values[i++] = values[j];
      values[j--] = swapped;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else return;
  }
}

/** Quantile of values without NaN, which are put in another order. */
function quantileOfKnown(values: Float64Array, share: number): number {
  if (values.length <= FEW) return quantileOfSorted(sortFew(values), share);
  const place = share * (values.length - 1);
  const low = Math.floor(place);
  select(values, low);
  let next = low + 1 < values.length ? Infinity : values[low];
  for (let at = low + 1; at < values.length; at++) if (values[at] < next) next = values[at];
  return values[low] + (place - low) * (next - values[low]);
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
  quantileOfKnown(known(values), share);

/** Median and median absolute deviation (not scaled); NaN are left out. */
export function medianAndMad(values: ArrayLike<number>): { median: number; mad: number } {
  const all = known(values);
  const median = quantileOfKnown(all, 0.5);
  for (let at = 0; at < all.length; at++) all[at] = Math.abs(all[at] - median);
  return { median, mad: quantileOfKnown(all, 0.5) };
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
