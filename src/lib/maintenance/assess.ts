/** Where the indicators of a component stand at an instant, and where they go. */

import { medianOf } from '../plant/machines-fit';
import { wearTrend, type WearTrend } from './degradation';
import { services, stepAfter, wearSeries, type WearSeries } from './wear-series';

const DAY_MS = 86_400_000;
/** Wear below which no trend is looked for: within what a limit is known to. */
export const LEAST_WEAR = 0.04;
/** Rise over the noise of healthy days below which a trend is none. */
export const LEAST_EVIDENCE = 5;
/** Days without a reading after which an indicator says nothing of now: the machine stands, or the sensor is gone. */
const STALE_DAYS = 0.5;

/** An indicator as it stands. */
export interface IndicatorState {
  id: string;
  /** Residual over limit of the last day: 0 as when healthy, 1 at the limit; NaN without a reading of late. */
  wear: number;
  /** Since the last service; null when it does not grow. */
  trend: WearTrend | null;
  series: WearSeries;
  /** Start of the steps since the last service, days since epoch, and whether that service was seen in the data. */
  sinceDay: number;
  serviceSeen: boolean;
  /** All services seen in the data, days since epoch. */
  serviceDays: number[];
}

/** What an indicator is assessed by. */
export interface AssessInput {
  id: string;
  timesMs: Float64Array;
  /** Worse = higher; NaN where nothing can be said. */
  residuals: Float64Array;
  /** Residual at the limit, > 0. */
  limit: number;
  /** Robust spread of healthy days, in the unit of the residuals. */
  daySpread: number;
  /** When the component was last serviced as a person says, ms since epoch; null when never. */
  servicedMs: number | null;
  /** The instant of the assessment, ms since epoch: nothing after it is used. */
  nowMs: number;
}

const from = ({ days, wear }: WearSeries, at: number): WearSeries => ({
  days: days.slice(at),
  wear: wear.slice(at),
});

function wearNow({ days, wear }: WearSeries, nowDay: number): number {
  const last = days[days.length - 1];
  if (!(last > nowDay - STALE_DAYS)) return NaN;
  return medianOf(wear.filter((_, at) => days[at] > last - 1));
}

/** Assess an indicator at an instant. */
export function assessIndicator(input: AssessInput): IndicatorState {
  const { timesMs, residuals, limit, nowMs } = input;
  const end = timesMs.findIndex((ms) => ms >= nowMs);
  const cut = end < 0 ? timesMs.length : end;
  const whole = wearSeries(timesMs.subarray(0, cut), residuals.subarray(0, cut), limit);
  const spread = input.daySpread / limit;
  const served = services(whole, spread);
  const seen = served[served.length - 1] ?? 0;
  const told = input.servicedMs === null ? 0 : stepAfter(whole, input.servicedMs / DAY_MS);
  const since = from(whole, Math.max(seen, told));
  const wear = wearNow(since, nowMs / DAY_MS);
  const trend = wear >= LEAST_WEAR ? wearTrend(since, spread) : null;
  const grows = trend !== null && trend.evidence >= LEAST_EVIDENCE && trend.now >= LEAST_WEAR;
  return {
    id: input.id,
    wear,
    trend: grows ? trend : null,
    series: whole,
    sinceDay: since.days[0] ?? nowMs / DAY_MS,
    serviceSeen: seen > 0 && seen >= told,
    serviceDays: served.map((at) => whole.days[at]),
  };
}
