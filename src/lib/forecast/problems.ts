import { lastKnown } from './naive';
import type { TargetProblem } from './run-types';
import { DAY } from './types';

/** Known hours a target needs before models are fitted. */
const LEAST_KNOWN = 7 * DAY;
/** Hours without a usable one after which the plant or the sensor stands. */
const STANDING = 6;

/**
 * Why a target cannot be treated like others: nothing read, one value only, too few hours, or no usable hour lately.
 * @param values hours, NaN where not known or not counted
 */
export function targetProblem(values: Float64Array): TargetProblem | null {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0)
    return { kind: 'no readings', message: 'no hour of it is known, or the plant stood in all of them' };
  const [low, high] = known.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  if (high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high)))
    return {
      kind: 'constant',
      message:
        'it had the same value all the time: there is nothing to learn, and the forecast is that value',
    };
  if (known.length < LEAST_KNOWN)
    return {
      kind: 'too short',
      message: `${known.length} hours of it are known, and models take ${LEAST_KNOWN}: the naive forecasts are shown, without an interval`,
    };
  const since = values.length - 1 - lastKnown(values, values.length);
  if (Number.isNaN(values[values.length - 1]) && since >= STANDING)
    return {
      kind: 'standing still',
      message:
        since >= LEAST_KNOWN
          ? 'no hour of the last week counts (gap, bad data, or the plant stood): there is no forecast'
          : `none of the last ${since} hours counts (gap, bad data, or the plant stood): what is shown is the last usable reading, for when it runs again`,
    };
  return null;
}
