/** What the last steps of channels say, as a row of numbers for a regressor of remaining life. */

/** Lengths of the windows, in steps, that means are taken over; the slope is that of the longest. */
export const WINDOWS = [5, 15, 30] as const;
const LONGEST = WINDOWS[WINDOWS.length - 1];
/** Steps at the beginning of a life that a channel is compared with. */
const FIRST = 10;

/** Features of one channel: a mean a window, the slope, and the change since the beginning. */
export const FEATURES_A_CHANNEL = WINDOWS.length + 2;

/** Running sums, so that the mean of any stretch takes two look-ups. Length values + 1. */
function runningSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at++) sums[at + 1] = sums[at] + values[at];
  return sums;
}

/** Least-squares slope of values from `from` (inclusive) to `to` (exclusive), a step; 0 for a single value. */
function slopeOf(values: Float64Array, from: number, to: number): number {
  const n = to - from;
  const middle = (n - 1) / 2;
  let [across, square] = [0, 0];
  for (let k = 0; k < n; k++) {
    across += (k - middle) * values[from + k];
    square += (k - middle) ** 2;
  }
  return square > 0 ? across / square : 0;
}

/**
 * Features at each step of a life: means over the last 5, 15 and 30 steps (fewer at the beginning), the slope over the
 * last 30, the last mean less the mean of the first ten steps, for each channel; then the step itself.
 * @param channels readings of one life from its beginning, shape [channels][steps], finite
 * @returns shape [channels * 5 + 1][steps]
 */
export function windowFeatures(channels: readonly Float64Array[]): Float64Array[] {
  const steps = channels[0]?.length ?? 0;
  const all = channels.flatMap((values) => {
    const sums = runningSums(values);
    const mean = (from: number, to: number) => (sums[to] - sums[from]) / (to - from);
    const over = (length: number) =>
      Float64Array.from({ length: steps }, (_, at) => mean(Math.max(0, at + 1 - length), at + 1));
    const means = WINDOWS.map(over);
    const slopes = Float64Array.from({ length: steps }, (_, at) =>
      slopeOf(values, Math.max(0, at + 1 - LONGEST), at + 1),
    );
    const since = means[1].map((value, at) => value - mean(0, Math.min(FIRST, at + 1)));
    return [...means, slopes, since];
  });
  return [...all, Float64Array.from({ length: steps }, (_, at) => at + 1)];
}
