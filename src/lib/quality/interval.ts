import type { Interval } from './types';

/** Readings come regularly when so many of the minutes hold the usual number, or so many steps the usual length. */
const REGULAR_SHARE = 0.6;
/** A minute holds the usual number of readings within this share of it. */
const TOLERANCE = 0.1;
/** A gap is longer than so many intervals; where readings come irregularly, than so many of the longest usual steps. */
const GAP_INTERVALS = 3;
const LONGEST_USUAL = 0.99;
/** Numbers of readings a minute that loggers are set to. */
const SET_RATES = [60, 30, 20, 15, 12, 10, 6, 5, 4, 3];

type Counts = ReadonlyMap<number, number>;

/** Counts values that mostly come many times in a row. */
class Tally {
  readonly counts = new Map<number, number>();
  #value = Number.NaN;
  #run = 0;

  add(value: number): void {
    if (value === this.#value) this.#run++;
    else {
      this.close();
      this.#value = value;
      this.#run = 1;
    }
  }

  close(): Counts {
    if (this.#run > 0) this.counts.set(this.#value, (this.counts.get(this.#value) ?? 0) + this.#run);
    this.#run = 0;
    return this.counts;
  }
}

/** Lower quantile of counted values, NaN when there are none. */
function quantileOf(counts: Counts, share: number): number {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b)) {
    seen += count;
    if (seen >= total * share) return value;
  }
  return Number.NaN;
}

function shareWhere(counts: Counts, holds: (value: number) => boolean): number {
  let [found, total] = [0, 0];
  for (const [value, count] of counts) {
    total += count;
    if (holds(value)) found += count;
  }
  return total === 0 ? 0 : found / total;
}

/**
 * Readings a minute of a logger that misses some: the rate it is set to, when its fullest minutes reach it and hardly any
 * exceeds it; else what is usual.
 */
function rateOf(perMinute: Counts, usual: number): number {
  const set = SET_RATES.findLast((rate) => rate >= usual);
  if (set === undefined || usual < 0.85 * set) return usual;
  const reached = quantileOf(perMinute, 0.95) >= 0.98 * set;
  const exceeded = shareWhere(perMinute, (count) => count > set) > 0.05;
  return reached && !exceeded ? set : usual;
}

function fromSteps(steps: Counts, seconds: number): Interval {
  const step = seconds / 60;
  // Every 45 s a minute is followed by the next one.
  const within = step % 1 === 0 ? step * TOLERANCE : 1;
  const regular = shareWhere(steps, (found) => Math.abs(found - step) <= within) >= REGULAR_SHARE;
  const usualMinutes = regular ? step : quantileOf(steps, LONGEST_USUAL);
  return { seconds, regular, gapMinutes: Math.max(1, GAP_INTERVALS * usualMinutes) };
}

/**
 * How often readings come: 60 s by the median number in a minute where a minute holds several, else the median step
 * between minutes that hold one. Where minutes hold one or two by turns, their mean tells (every 45 s).
 * @param minutes ascending, minutes since epoch
 * @param counts  readings in each of the minutes; those with none do not count
 */
export function measureInterval(minutes: Int32Array, counts: Float64Array): Interval {
  const [found, distances] = [new Tally(), new Tally()];
  let before = Number.NaN;
  for (let at = 0; at < minutes.length; at++) {
    if (!(counts[at] > 0)) continue;
    found.add(counts[at]);
    if (!Number.isNaN(before)) distances.add(minutes[at] - before);
    before = minutes[at];
  }
  const [perMinute, steps] = [found.close(), distances.close()];
  const usual = quantileOf(perMinute, 0.5);
  if (usual >= 3) {
    const rate = rateOf(perMinute, usual);
    const within = Math.max(1, rate * TOLERANCE);
    const regular = shareWhere(perMinute, (count) => Math.abs(count - rate) <= within) >= REGULAR_SHARE;
    const longest = regular ? 1 : GAP_INTERVALS * quantileOf(steps, LONGEST_USUAL);
    return { seconds: 60 / rate, regular, gapMinutes: Math.max(1, longest || 1) };
  }
  const step = quantileOf(steps, 0.5);
  if (Number.isNaN(step))
    return { seconds: Number.NaN, regular: false, gapMinutes: Number.POSITIVE_INFINITY };
  if (step > 1) return fromSteps(steps, step * 60);
  const [ones, twos] = [perMinute.get(1) ?? 0, perMinute.get(2) ?? 0];
  const mean = (ones + 2 * twos) / (ones + twos);
  return fromSteps(steps, 60 / (mean < 1.1 ? 1 : mean > 1.9 ? 2 : mean));
}

/** Readings that a minute holds at an interval; below 1 where they come less often. NaN when it is not known. */
export const perMinuteAt = ({ seconds }: Pick<Interval, 'seconds'>): number => 60 / seconds;
