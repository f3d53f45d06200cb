/** Shares of outcomes below the lines of the fan, and the interval that is judged: 10 % to 90 %. */
export const LEVELS = [0.1, 0.25, 0.5, 0.75, 0.9] as const;
export const LOW = 0;
export const MIDDLE = 2;
export const HIGH = 4;
/** Share of outcomes that the interval should hold. */
export const STATED = 0.8;
/** Fewer errors than this give no interval: the 10 % quantile of nine is their least. */
export const LEAST_ERRORS = 20;
/** The latest errors that intervals are taken from. */
export const MOST_ERRORS = 1000;

/**
 * Quantile of errors as split conformal prediction takes it: of n errors and the one to come each place is as likely, so
 * the share `level` below needs the ceil((n + 1) level)-th (upper half) or floor((n + 1) level)-th (lower half) of them, which
 * errs to the wider side (Vovk et al. 2005; Lei et al., JASA 2018).
 * @param sorted ascending, without NaN
 */
export function conformalQuantile(sorted: Float64Array, level: number): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  const place = level < 0.5 ? Math.floor((n + 1) * level) : Math.ceil((n + 1) * level);
  return sorted[Math.min(n, Math.max(1, place)) - 1];
}

/**
 * What to add to a forecast for each line of the fan; the middle line is the forecast itself.
 * @param errors outcome less forecast, in any order, NaN left out
 * @returns [LEVELS]; NaN when there are too few errors
 */
export function fanOffsets(errors: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(errors)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (sorted.length < LEAST_ERRORS) return new Float64Array(LEVELS.length).fill(NaN);
  return Float64Array.from(LEVELS, (level, at) => {
    if (at === MIDDLE) return 0;
    const offset = conformalQuantile(sorted, level);
    // The fan holds its middle, whatever the bias.
    return at < MIDDLE ? Math.min(0, offset) : Math.max(0, offset);
  });
}

/**
 * Share of errors with which an outcome would lie below a value, by the empirical distribution with half a place at either end.
 * @param forecast the middle line
 * @returns 0..1, NaN when there are too few errors
 */
export function shareBelow(forecast: number, errors: ArrayLike<number>, value: number): number {
  let [below, count] = [0, 0];
  for (let at = 0; at < errors.length; at++) {
    if (Number.isNaN(errors[at])) continue;
    count++;
    if (forecast + errors[at] < value) below++;
  }
  return count < LEAST_ERRORS ? NaN : (below + 0.5) / (count + 1);
}
