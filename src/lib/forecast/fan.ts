import { fanOffsets, LEVELS, MOST_ERRORS } from './conformal';

/** Forecasts from rolling origins with their outcomes, [origins * horizon] row-major. */
export interface Rolled {
  origins: Int32Array;
  horizon: number;
  actual: Float32Array;
  forecast: Float32Array;
}

/** Hours after which intervals are taken anew. */
const RENEW_HOURS = 24;

/**
 * The latest errors at a step that were known when so many hours were: outcome less forecast, NaN left out.
 * @param known hours that are over
 */
export function knownErrors(
  { origins, horizon, actual, forecast }: Rolled,
  step: number,
  known: number,
  most = MOST_ERRORS,
): Float64Array {
  const errors = new Float64Array(most);
  let count = 0;
  for (let at = origins.length - 1; at >= 0 && count < most; at--) {
    if (origins[at] + step >= known) continue;
    const error = actual[at * horizon + step] - forecast[at * horizon + step];
    if (!Number.isNaN(error)) errors[count++] = error;
  }
  return errors.subarray(0, count);
}

/** What to add to a forecast for the lines of its fan, by step: [horizon * LEVELS]. */
export function fanAt(rolled: Rolled, known: number): Float64Array {
  const offsets = new Float64Array(rolled.horizon * LEVELS.length);
  for (let step = 0; step < rolled.horizon; step++)
    offsets.set(fanOffsets(knownErrors(rolled, step, known)), step * LEVELS.length);
  return offsets;
}

/**
 * The fan of every origin from the errors known there, taken anew each day: [origins * horizon * LEVELS], values of the target.
 */
export function rollingFan(rolled: Rolled): Float32Array {
  const { origins, horizon, forecast } = rolled;
  const fan = new Float32Array(origins.length * horizon * LEVELS.length);
  let renewed = Number.NEGATIVE_INFINITY;
  let offsets: Float64Array = new Float64Array();
  origins.forEach((known, origin) => {
    if (known >= renewed + RENEW_HOURS) [renewed, offsets] = [known, fanAt(rolled, known)];
    for (let step = 0; step < horizon; step++)
      for (let line = 0; line < LEVELS.length; line++) {
        const at = (origin * horizon + step) * LEVELS.length + line;
        fan[at] = forecast[origin * horizon + step] + offsets[step * LEVELS.length + line];
      }
  });
  return fan;
}
