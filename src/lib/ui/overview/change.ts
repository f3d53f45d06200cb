import type { DisplayUnit } from '$lib/plant/units-display';
import type { Figure } from '$lib/state/key-figures';

/** A sum over less data than this share of the period's is not compared. */
const LEAST_SHARE = 0.9;

/** Change of a figure against the period before, with sign and unit; words where there is none to compare with. */
export function changeInWords(
  { spec, value, before, readings, readingsBefore }: Figure,
  display: Pick<DisplayUnit, 'formatDifference'>,
): string {
  if (!Number.isFinite(before)) return 'no period before';
  if (spec.statistic === 'rise' && readingsBefore < LEAST_SHARE * readings) return 'less data before';
  const difference = value - before;
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '±';
  return `${sign}${display.formatDifference(Math.abs(difference))}`;
}

/** ` (+2.1 %)`; nothing for shares, which are percents themselves, and where it says nothing. */
export function changePercent({ spec, value, before }: Figure): string {
  const percent = (100 * (value - before)) / before;
  if (spec.unit === '%' || !Number.isFinite(percent) || before <= 0) return '';
  return ` (${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %)`;
}
