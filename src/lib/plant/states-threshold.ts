/** Where a signal counts as on, and how that is known. */
export interface Threshold {
  value: number;
  /** Median of the readings above and, null when there is none, below it. */
  on: number;
  off: number | null;
  /** `two levels`: the emptiest stretch between rest and load; `one level`: never seen at rest, a fifth of the load. */
  from: 'run bit' | 'two levels' | 'one level';
}

const LEAST_READINGS = 20;
/** Rest and load are told apart between these shares of the load. */
const SEARCH = [0.03, 0.4];
const BINS = 100;
/** Width of the stretch that must be empty, in bins. */
const STRETCH = 10;
const FULL_LOAD_QUANTILE = 0.995;

const median = (sorted: Float64Array): number => sorted[Math.floor((sorted.length - 1) / 2)];

/** Middle of the stretches of `STRETCH` bins that hold fewest readings, in bins; the middle one of several as empty. */
function emptiest(counts: Float64Array): number {
  const first = Math.ceil(SEARCH[0] * BINS);
  const last = Math.floor(SEARCH[1] * BINS) - STRETCH;
  const held = (start: number) => counts.subarray(start, start + STRETCH).reduce((sum, n) => sum + n, 0);
  const starts = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const least = Math.min(...starts.map(held));
  const found = starts.filter((start) => held(start) === least);
  return (found[0] + found[found.length - 1] + STRETCH) / 2;
}

/**
 * From where a signal counts as on: the middle of the emptiest tenth of its range between 3 and 40 % of full load
 * (its 99.5th percentile, so that spikes do not set it). Needs no assumption on how often it is on, unlike Otsu's.
 * @param values readings or means, NaN left out
 * @returns null for fewer than 20 readings and for a signal that is never above zero
 */
export function learnThreshold(values: Float64Array): Threshold | null {
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  const load = sorted[Math.floor(FULL_LOAD_QUANTILE * (sorted.length - 1))];
  if (sorted.length < LEAST_READINGS || !(load > 0)) return null;
  const counts = new Float64Array(BINS);
  for (const value of sorted) {
    const bin = Math.floor((value / load) * BINS);
    if (bin >= 0 && bin < BINS) counts[bin] += 1;
  }
  const value = (emptiest(counts) / BINS) * load;
  const split = sorted.findIndex((reading) => reading >= value);
  const below = sorted.subarray(0, split);
  return {
    value,
    on: median(sorted.subarray(split)),
    off: below.length > 0 ? median(below) : null,
    from: below.length > 0 ? 'two levels' : 'one level',
  };
}
