import { conformalQuantile, fanOffsets, LEAST_ERRORS, LEVELS, MIDDLE, MOST_ERRORS } from './conformal';

/** Forecasts from rolling origins with their outcomes, [origins * horizon] row-major. */
export interface Rolled {
  origins: Int32Array;
  horizon: number;
  actual: Float32Array;
  forecast: Float32Array;
  /** Lines of a method's own, [origins * horizon * LEVELS]; NaN where the last reading stands in. */
  lines?: Float32Array;
}

/** Hours after which intervals are taken anew. */
const RENEW_HOURS = 24;

/**
 * The latest errors at a step that were known when so many hours were: outcome less forecast, NaN left out.
 * @param known hours that are over
 * @param line  of the method's own lines that outcomes are taken less of; -1 for the forecast
 */
export function knownErrors(
  { origins, horizon, actual, forecast, lines }: Rolled,
  step: number,
  known: number,
  most = MOST_ERRORS,
  line = -1,
): Float64Array {
  const errors = new Float64Array(most);
  let count = 0;
  for (let at = origins.length - 1; at >= 0 && count < most; at--) {
    if (origins[at] + step >= known) continue;
    const place = at * horizon + step;
    const said = line < 0 || !lines ? forecast[place] : lines[place * LEVELS.length + line];
    const error = actual[place] - said;
    if (!Number.isNaN(error)) errors[count++] = error;
  }
  return errors.subarray(0, count);
}

/**
 * What to add to a forecast for the lines of its fan, by step: [horizon * LEVELS]. A method with lines of its own has them
 * moved so that each parts the known outcomes as it should (conformalised quantile regression, Romano et al. 2019).
 */
export function fanAt(rolled: Rolled, known: number): Float64Array {
  const offsets = new Float64Array(rolled.horizon * LEVELS.length);
  for (let step = 0; step < rolled.horizon; step++)
    offsets.set(
      rolled.lines ? ownOffsets(rolled, step, known) : fanOffsets(knownErrors(rolled, step, known)),
      step * LEVELS.length,
    );
  return offsets;
}

function ownOffsets(rolled: Rolled, step: number, known: number): number[] {
  return LEVELS.map((level, line) => {
    const errors = knownErrors(rolled, step, known, MOST_ERRORS, line);
    if (errors.length < LEAST_ERRORS) return NaN;
    return line === MIDDLE ? 0 : conformalQuantile(errors.slice().sort(), level);
  });
}

/**
 * Lines of a fan from a forecast or a method's own lines and what is to be added; the fan holds its middle.
 * @param own     its own line at `line`; NaN to go by the middle
 * @param offset  of `fanAt`
 */
export function lineAt(middle: number, own: number, line: number, offset: number): number {
  if (line === MIDDLE) return Number.isNaN(offset) ? NaN : middle;
  const value = (Number.isNaN(own) ? middle : own) + offset;
  return line < MIDDLE ? Math.min(middle, value) : Math.max(middle, value);
}

/**
 * The fan of every origin from the errors known there, taken anew each day: [origins * horizon * LEVELS], values of the target.
 */
export function rollingFan(rolled: Rolled): Float32Array {
  const { origins, horizon, forecast, lines } = rolled;
  const fan = new Float32Array(origins.length * horizon * LEVELS.length);
  let renewed = Number.NEGATIVE_INFINITY;
  let offsets: Float64Array = new Float64Array();
  origins.forEach((known, origin) => {
    if (known >= renewed + RENEW_HOURS) [renewed, offsets] = [known, fanAt(rolled, known)];
    for (let step = 0; step < horizon; step++)
      for (let line = 0; line < LEVELS.length; line++) {
        const at = (origin * horizon + step) * LEVELS.length + line;
        fan[at] = lineAt(
          forecast[origin * horizon + step],
          lines?.[at] ?? NaN,
          line,
          offsets[step * LEVELS.length + line],
        );
      }
  });
  return fan;
}
