/** A slow reading on its way to its limit: an oil filter that clogs, a cooler that fouls. */

import { medianOf, robustSpread, theilSen, type Trend } from './machines-fit';

const DAY_MS = 86_400_000;
/** Days of daily medians that a trend is drawn through. */
const TREND_DAYS = 10;
/** A daily median that falls (rises) by so many spreads and so much of its own size is a service: count from there. */
const SERVICE_SPREADS = 6;
const SERVICE_SHARE = 0.15;

/** A limit and on which side of it the reading belongs. */
export interface TrendLimit {
  value: number;
  side: 'below' | 'above';
}

/** Where a reading stands and where it goes. */
export interface LimitTrend {
  /** Median of the last day. */
  now: number;
  /** Change a day with its 90 % interval; null for fewer than five days. */
  trend: Trend | null;
  /** True when the interval of the slope leaves zero out. */
  moves: boolean;
  /** Start of the days that the trend is drawn through, ms since epoch. */
  fromMs: number;
  /** When the last service was seen, ms since epoch; null when none was. */
  servicedMs: number | null;
  /**
   * Days until the limit, soonest and latest by the interval of the slope; zeros when it is passed. Null without a
   * limit, and where nothing moves towards it.
   */
  daysToLimit: { soonest: number; latest: number } | null;
}

/** Medians by day of the finite readings. */
function dailyMedians(timesMs: Float64Array, values: Float64Array): { days: number[]; medians: number[] } {
  const byDay = new Map<number, number[]>();
  timesMs.forEach((ms, at) => {
    if (!Number.isFinite(values[at])) return;
    const day = Math.floor(ms / DAY_MS);
    const known = byDay.get(day);
    if (known) known.push(values[at]);
    else byDay.set(day, [values[at]]);
  });
  const days = [...byDay.keys()].sort((a, b) => a - b);
  return { days, medians: days.map((day) => medianOf(byDay.get(day) ?? [])) };
}

/** Place of the first day after the last service, 0 when there was none. */
function afterService(medians: number[], side: TrendLimit['side']): number {
  const steps = medians.slice(1).map((value, at) => value - medians[at]);
  const usual = robustSpread(steps);
  const away = side === 'below' ? -1 : 1;
  for (let at = steps.length - 1; at >= 0; at--) {
    const step = away * steps[at];
    if (step > SERVICE_SPREADS * usual && step > SERVICE_SHARE * Math.abs(medians[at])) return at + 1;
  }
  return 0;
}

function daysTo(limit: TrendLimit, now: number, trend: Trend | null): LimitTrend['daysToLimit'] {
  const towards = limit.side === 'below' ? 1 : -1;
  const left = towards * (limit.value - now);
  if (left <= 0) return { soonest: 0, latest: 0 };
  if (!trend || !isMoving(trend)) return null;
  const rates = [towards * trend.low, towards * trend.high].sort((a, b) => a - b);
  return rates[0] > 0 ? { soonest: left / rates[1], latest: left / rates[0] } : null;
}

/** Whether the interval of a slope leaves zero out. */
const isMoving = ({ low, high }: Trend): boolean => low * high > 0;

/**
 * Robust trend of a reading since its last service (at most ten days), and when it reaches its limit if it goes on so.
 * @param values NaN where the machine stood; times ascending
 * @param side   which side of its limit the reading belongs on: tells a service from wear
 * @param limit  null when none is known
 * @returns null without a reading
 */
export function trendToLimit(
  timesMs: Float64Array,
  values: Float64Array,
  side: TrendLimit['side'],
  limit: number | null,
): LimitTrend | null {
  const { days, medians } = dailyMedians(timesMs, values);
  if (days.length === 0) return null;
  const service = afterService(medians, side);
  const first = Math.max(
    service,
    days.findIndex((day) => day > days[days.length - 1] - TREND_DAYS),
  );
  const trend = theilSen(
    days.slice(first).map((day) => day - days[days.length - 1]),
    medians.slice(first),
  );
  const now = medians[medians.length - 1];
  return {
    now,
    trend,
    moves: trend !== null && isMoving(trend),
    fromMs: days[first] * DAY_MS,
    servicedMs: service > 0 ? days[service] * DAY_MS : null,
    daysToLimit: limit === null ? null : daysTo({ value: limit, side }, now, trend),
  };
}
