import type { Period } from './detect-types';
import type { Frame, Mask } from './frame';
import { quantile } from './quantile';

const DAY_MS = 86_400_000;
const SHARE = 0.25;
const LEAST_DAYS = 7;
const MOST_DAYS = 60;
/** A day stands out when its greatest ratio is this many times the usual day's. */
const ODD = 4;

/** The period to learn from when a person gave none: the first quarter, 7 to 60 days, at most the first half. */
export function defaultHealthy({ startMs, stepMs, length }: Frame): Period {
  const spanMs = length * stepMs;
  const wanted = Math.min(MOST_DAYS * DAY_MS, Math.max(LEAST_DAYS * DAY_MS, SHARE * spanMs));
  return {
    fromMs: startMs,
    toMs: startMs + Math.min(wanted, Math.max(spanMs / 2, Math.min(spanMs, 4 * DAY_MS))),
  };
}

/** Steps of a frame within a period. */
export function maskOf(
  { startMs, stepMs, length }: Pick<Frame, 'startMs' | 'stepMs' | 'length'>,
  { fromMs, toMs }: Period,
): Mask {
  return Uint8Array.from({ length }, (_, at) => {
    const ms = startMs + at * stepMs;
    return ms >= fromMs && ms < toMs ? 1 : 0;
  });
}

/**
 * The mask without days that stand out among the others: a fault in the period to learn from would be learnt as normal.
 * @param greatest greatest ratio of each step of the mask
 * @param perDay   steps of a day
 */
export function withoutOddDays(use: Mask, greatest: Float32Array, perDay: number): Mask {
  const days = Math.ceil(use.length / perDay);
  const most = Float64Array.from({ length: days }, (_, day) => {
    let top = NaN;
    for (let at = day * perDay; at < Math.min(use.length, (day + 1) * perDay); at++)
      if (use[at] !== 0 && greatest[at] === greatest[at] && !(top >= greatest[at])) top = greatest[at];
    return top;
  });
  const usual = quantile(most, 0.5);
  return use.map((value, at) => (most[Math.floor(at / perDay)] > ODD * usual ? 0 : value));
}
