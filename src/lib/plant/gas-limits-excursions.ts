import type { GasProperty } from './gas-quality';
import { isOutside, type ValueLimit } from './gas-limits';

const MINUTE_MS = 60_000;

/** A stretch of minutes on end outside of a limit. */
export interface Excursion {
  limit: ValueLimit;
  side: 'below' | 'above';
  /** Start of the first minute, end of the last, ms since epoch. */
  fromMs: number;
  toMs: number;
  /** The value furthest outside. */
  worst: number;
}

/** How long a property was outside of a limit. */
export interface TimeOutside {
  limit: ValueLimit;
  /** Minutes whose mean is outside. */
  minutes: number;
  excursions: Excursion[];
}

const sideOf = (value: number, { min }: ValueLimit): Excursion['side'] =>
  min !== null && value < min ? 'below' : 'above';

/**
 * Stretches outside of a limit: minutes that follow each other on the same side. A minute without a reading ends one.
 * @param timesMs starts of minutes, ascending; minutes within all limits may be left out
 * @param values  of each minute, NaN where there is none
 */
export function timeOutside(timesMs: Float64Array, values: Float64Array, limit: ValueLimit): TimeOutside {
  const excursions: Excursion[] = [];
  let minutes = 0;
  for (let at = 0; at < timesMs.length; at++) {
    const value = values[at];
    if (!isOutside(value, limit)) continue;
    minutes++;
    const [fromMs, side, last] = [timesMs[at], sideOf(value, limit), excursions.at(-1)];
    const toMs = fromMs + MINUTE_MS;
    if (last?.toMs !== fromMs || last.side !== side)
      excursions.push({ limit, side, fromMs, toMs, worst: value });
    else {
      last.toMs = toMs;
      last.worst = side === 'below' ? Math.min(last.worst, value) : Math.max(last.worst, value);
    }
  }
  return { limit, minutes, excursions };
}

/** Time outside of each limit. @param values of the properties that are limited, each as long as `timesMs` */
export const timesOutside = (
  timesMs: Float64Array,
  values: Partial<Record<GasProperty, Float64Array>>,
  limits: readonly ValueLimit[],
): TimeOutside[] =>
  limits.map((limit) =>
    timeOutside(timesMs, values[limit.property] ?? new Float64Array(timesMs.length).fill(NaN), limit),
  );

/** The longest excursions of all limits, longest first. */
export const longestExcursions = (all: readonly TimeOutside[], most: number): Excursion[] =>
  all
    .flatMap(({ excursions }) => excursions)
    .sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs) || a.fromMs - b.fromMs)
    .slice(0, most);
