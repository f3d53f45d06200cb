import { shareBelow } from './conformal';
import { knownErrors } from './fan';
import type { ForecastRun, MethodRun, TargetRun } from './run-types';
import { HOUR_MS } from './types';

/** How likely a limit is crossed in the hours ahead. */
export interface Crossing {
  side: 'below' | 'above';
  limit: number;
  /** Share of past errors that would carry the forecast past the limit, by step, 0..1; NaN without a back-test. */
  chance: Float64Array;
  /** Step at which that is greatest; -1 without a back-test. */
  worst: number;
  /** First step at which it is at least one in ten; -1 when none is. */
  first: number;
}

/** Worth saying from this chance on. */
export const WORTH_SAYING = 0.1;

/**
 * How likely the mean of each hour ahead lies past a limit: the share of the errors that the back-test saw at that step and
 * that would carry the forecast past it. Each hour by itself: the chance of any hour in a day is greater.
 */
export function crossing(
  run: ForecastRun,
  target: TargetRun,
  method: MethodRun,
  side: Crossing['side'],
  limit: number,
): Crossing {
  const { origins, horizon, hours } = run;
  const rolled = { origins, horizon, actual: target.actual, forecast: method.forecast };
  const chance = Float64Array.from({ length: horizon }, (_, step) => {
    const errors = target.actual.length > 0 ? knownErrors(rolled, step, hours) : new Float64Array();
    const below = shareBelow(method.ahead[step], errors, limit);
    return Number.isNaN(method.ahead[step]) ? NaN : side === 'below' ? below : 1 - below;
  });
  const known = [...chance].map((value) => (Number.isNaN(value) ? -1 : value));
  const most = Math.max(...known);
  return {
    ...{ side, limit, chance },
    worst: most < 0 ? -1 : known.indexOf(most),
    first: known.findIndex((value) => value >= WORTH_SAYING),
  };
}

/** Start of a step ahead, ms since epoch. */
export const stepMs = ({ startMs, hours }: ForecastRun, step: number): number =>
  startMs + (hours + step) * HOUR_MS;
