/** What a channel's readings say about its instrument. */
export interface NoiseStatistics {
  mean: number;
  /** Greatest less least reading. */
  range: number;
  /** Standard deviation of the change from one reading to the next, and that over the mean and over the range. */
  changeDeviation: number;
  changeOverMean: number;
  changeOverRange: number;
  /** Smallest difference between two different readings that occurs, over the range: the step of the instrument. */
  stepOverRange: number;
  /** Share of readings equal to the one before. */
  unchanged: number;
}

/**
 * Noise of a channel at steady operation, from changes between successive readings: slow movement of the process hardly
 * counts in them. White noise of deviation s gives changes of deviation s * sqrt(2).
 * @param values readings at even steps, at least 3, none missing
 */
export function noiseStatistics(values: ArrayLike<number>): NoiseStatistics {
  const { length } = values;
  if (length < 3) throw new RangeError(`${length} readings are too few for noise statistics`);
  let sum = 0;
  let sumOfChanges = 0;
  let sumOfSquares = 0;
  let same = 0;
  for (let i = 0; i < length; i++) {
    sum += values[i];
    if (i === 0) continue;
    const change = values[i] - values[i - 1];
    sumOfChanges += change;
    sumOfSquares += change * change;
    if (change === 0) same += 1;
  }
  const sorted = Float64Array.from(values).sort();
  const range = sorted[length - 1] - sorted[0];
  let step = range;
  for (let i = 1; i < length; i++) {
    const gap = sorted[i] - sorted[i - 1];
    if (gap > 1e-9 * range && gap < step) step = gap;
  }
  const changes = length - 1;
  const mean = sum / length;
  const changeDeviation = Math.sqrt(Math.max(0, sumOfSquares / changes - (sumOfChanges / changes) ** 2));
  return {
    mean,
    range,
    changeDeviation,
    changeOverMean: changeDeviation / Math.abs(mean),
    changeOverRange: changeDeviation / range,
    stepOverRange: step / range,
    unchanged: same / changes,
  };
}
