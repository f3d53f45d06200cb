import { lastKnown } from './naive';
import { DAY, HOUR_MS, type History } from './types';

/** How a window before an origin becomes features. */
export interface WindowSpec {
  /** Hours of the target that are looked at. */
  lags: number;
  /** Other channels: places, and hours of each. */
  others: readonly number[];
  otherLags: number;
  /** Width of the moving average that is the trend, hours (DLinear, Zeng et al. 2023: 25). */
  trendWidth: number;
  /** The trend is given at every so many hours. */
  trendEvery: number;
  /** Whether hour and weekday of the origin are given. */
  calendar: boolean;
}

/** A window with fewer known hours than this share says nothing. */
const LEAST_KNOWN = 0.5;
/** Hours after the last reading until which a window is used. */
const OLDEST_LAST = 12;

/** Features of a window, in order: remainder by lag, trend, other channels, calendar, 1. */
export function featureCount(spec: WindowSpec): number {
  const trend = Math.ceil(spec.lags / spec.trendEvery);
  return spec.lags + trend + spec.others.length * spec.otherLags + (spec.calendar ? DAY + 7 : 0) + 1;
}

/**
 * The hours before an origin with what is missing carried over from the hour before it (from the first known one at the
 * beginning), less the last known value: only changes from it are forecast (reversible normalisation by the last value, NLinear).
 * @returns the base, null when too little is known
 */
export function fillWindow(values: Float64Array, origin: number, into: Float64Array): number | null {
  const [size, start] = [into.length, origin - into.length];
  const last = lastKnown(values, origin);
  if (start < 0 || last < Math.max(start, origin - OLDEST_LAST)) return null;
  let first = start;
  while (Number.isNaN(values[first])) first++;
  const base = values[last];
  let [known, carried] = [0, values[first] - base];
  for (let i = 0; i < size; i++) {
    const value = values[start + i];
    if (!Number.isNaN(value)) {
      known++;
      carried = value - base;
    }
    into[i] = carried;
  }
  return known >= LEAST_KNOWN * size ? base : null;
}

/** Centred moving average, the ends held as DLinear does; same length. */
export function movingAverage(values: Float64Array, width: number): Float64Array {
  const [half, last] = [(width - 1) >> 1, values.length - 1];
  const at = (i: number) => values[Math.max(0, Math.min(last, i))];
  const average = new Float64Array(values.length);
  let sum = 0;
  for (let i = -half; i <= half; i++) sum += at(i);
  for (let i = 0; i < values.length; i++) {
    average[i] = sum / (2 * half + 1);
    sum += at(i + half + 1) - at(i - half);
  }
  return average;
}

/**
 * Features of the window before an origin.
 * @param x    where they go, `featureCount` numbers from `offset`
 * @returns the base that forecasts are added to; null when too little is known
 */
export function windowFeatures(
  spec: WindowSpec,
  history: Pick<History, 'channels' | 'offsets' | 'startMs'>,
  target: number,
  origin: number,
  x: Float64Array,
  offset: number,
): number | null {
  const window = new Float64Array(spec.lags);
  const base = fillWindow(history.channels[target].values, origin, window);
  if (base === null) return null;
  const trend = movingAverage(window, spec.trendWidth);
  let at = offset;
  for (let i = 0; i < spec.lags; i++) x[at++] = window[i] - trend[i];
  for (let i = spec.lags - 1; i >= 0; i -= spec.trendEvery) x[at++] = trend[i];
  const side = new Float64Array(spec.otherLags);
  for (const other of spec.others) {
    const found = fillWindow(history.channels[other].values, origin, side);
    // A channel that is not known counts as one that does not change.
    for (let i = 0; i < spec.otherLags; i++) x[at++] = found === null ? 0 : side[i];
  }
  if (spec.calendar) {
    const wallHour = Math.floor(history.startMs / HOUR_MS) + origin + Math.round(history.offsets[origin]);
    x.fill(0, at, at + DAY + 7);
    x[at + (((wallHour % DAY) + DAY) % DAY)] = 1;
    x[at + DAY + (((Math.floor(wallHour / DAY) % 7) + 7) % 7)] = 1;
    at += DAY + 7;
  }
  x[at] = 1;
  return base;
}
