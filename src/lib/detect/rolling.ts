/** Place of the first item >= value in ascending items. */
function placeOf(ascending: number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Median of the `window` values before each one, not counting it; NaN are left out.
 * @returns NaN where fewer than `least` values are known
 */
export function trailingMedian(values: Float64Array, window: number, least: number): Float64Array {
  const known: number[] = [];
  const medians = new Float64Array(values.length).fill(NaN);
  for (let at = 0; at < values.length; at++) {
    const count = known.length;
    if (count >= least && count > 0) {
      const low = known[(count - 1) >> 1];
      medians[at] = low + ((count - 1) % 2) * 0.5 * (known[count >> 1] - low);
    }
    const gone = values[at - window];
    if (gone === gone && at >= window) known.splice(placeOf(known, gone), 1);
    if (values[at] === values[at]) known.splice(placeOf(known, values[at]), 0, values[at]);
  }
  return medians;
}

/**
 * Mean of the last `window` values, this one included; NaN are left out.
 * @returns NaN where none of them is known
 */
export function trailingMean(values: Float32Array, window: number): Float32Array {
  const means = new Float32Array(values.length);
  let sum = 0;
  let count = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (value === value) {
      sum += value;
      count += 1;
    }
    const gone = at >= window ? values[at - window] : NaN;
    if (gone === gone) {
      sum -= gone;
      count -= 1;
    }
    means[at] = count > 0 ? sum / count : NaN;
  }
  return means;
}

/**
 * Least of the last `window` values, this one included: what has been exceeded for that long. NaN are left out.
 * @returns NaN until `window` values have passed since the start or since `window` NaN in a row
 */
export function trailingLeast(values: Float32Array, window: number): Float32Array {
  const least = new Float32Array(values.length).fill(NaN);
  const queue = new Int32Array(values.length);
  let head = 0;
  let tail = 0;
  let known = 0;
  for (let at = 0; at < values.length; at++) {
    if (at >= window && values[at - window] === values[at - window]) known -= 1;
    if (values[at] === values[at]) {
      known += 1;
      while (tail > head && values[queue[tail - 1]] >= values[at]) tail -= 1;
      queue[tail++] = at;
    }
    while (head < tail && queue[head] <= at - window) head += 1;
    if (known >= window && head < tail) least[at] = values[queue[head]];
  }
  return least;
}
