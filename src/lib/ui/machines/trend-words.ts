import { formatValue } from '$lib/series/format-value';
import type { LimitTrend } from '$lib/plant/machines-trend';

/** How a reading is shown. */
export interface TrendShown {
  unit: string;
  limit: number | null;
  difference(si: number): number;
}

const days = (count: number): string =>
  count < 1 ? 'less than a day' : `${count < 10 ? Number(count.toFixed(1)) : Math.round(count)} days`;

function outlookOf({ daysToLimit, moves }: LimitTrend, limit: number | null): string {
  if (limit === null) return 'no limit set: enter one';
  if (daysToLimit === null) return moves ? 'moves away from its limit' : 'does not reach it as things are';
  const { soonest, latest } = daysToLimit;
  if (latest <= 0) return 'limit passed';
  if (latest < 1) return 'reaches it within a day';
  return `reaches it in ${days(soonest)} to ${days(latest)}, if it goes on so`;
}

/** A trend and its outlook in words; abnormal when the limit is passed or near (30 days). */
export function trendWords(
  found: LimitTrend,
  { unit, limit, difference }: TrendShown,
): { trend: string; outlook: string; abnormal: boolean } {
  const { trend, moves, daysToLimit } = found;
  const abnormal = daysToLimit !== null && daysToLimit.soonest < 30;
  const outlook = outlookOf(found, limit);
  if (!trend) return { trend: 'under five days of running: no trend yet', outlook, abnormal };
  if (!moves) return { trend: `steady over ${trend.points} days`, outlook, abnormal };
  const slope = difference(trend.slope);
  const ends = [difference(trend.low), difference(trend.high)].map(Math.abs).sort((a, b) => a - b);
  const interval = `${formatValue(ends[0])} to ${formatValue(ends[1])}`;
  const words = `${slope > 0 ? 'rises' : 'falls'} ${formatValue(Math.abs(slope), unit)} a day (90 %: ${interval}), over ${trend.points} days.`;
  return { trend: words, outlook, abnormal };
}
