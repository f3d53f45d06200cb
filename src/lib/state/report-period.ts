import type { TimeRange } from '$lib/ingest/types';
import { dayStarts } from '$lib/series/zone';

/** What a report can be of: the last day, week or month of the data, whole days by the plant's clock, or the range at the top. */
export const REPORT_PERIODS = {
  day: 'Last whole day',
  week: 'Last 7 whole days',
  month: 'Last 30 whole days',
  range: 'Range at the top',
} as const;
export type ReportPeriod = keyof typeof REPORT_PERIODS;

const DAYS = { day: 1, week: 7, month: 30 } as const;
const DAY_MS = 86_400_000;

/**
 * The time that a report is of, never outside the data.
 * @param bounds of the data
 * @param range what is shown at the top
 * @param zone IANA name of the plant's zone
 * @returns null when the range at the top holds no data
 */
export function reportPeriod(
  period: ReportPeriod,
  bounds: { firstMs: number; endMs: number },
  range: TimeRange,
  zone: string,
): TimeRange | null {
  const { firstMs, endMs } = bounds;
  if (period === 'range') {
    const cut = { fromMs: Math.max(firstMs, range.fromMs), toMs: Math.min(endMs, range.toMs) };
    return cut.fromMs < cut.toMs ? cut : null;
  }
  const days = DAYS[period];
  const starts = dayStarts(endMs - (days + 2) * DAY_MS, endMs + 1, zone);
  // Data that ends within a day: days until the last midnight; a last day of its own otherwise.
  const whole = starts.filter((ms) => ms <= endMs);
  const [fromMs, toMs] = [whole.at(-1 - days) ?? endMs - days * DAY_MS, whole.at(-1) ?? endMs];
  return toMs > firstMs ? { fromMs: Math.max(firstMs, fromMs), toMs } : { fromMs: firstMs, toMs: endMs };
}
