import { formatValue } from '$lib/series/format-value';
import type { ChartSeries } from './types';

/**
 * A value of a series in words: a number with its unit; for switches `on`, `off`, or the share of the bucket that
 * they were on; `no data` for a gap.
 */
export function seriesValue({ kind, unit }: Pick<ChartSeries, 'kind' | 'unit'>, value: number): string {
  if (kind === 'line' || unit !== '' || !(value >= 0 && value <= 1)) return formatValue(value, unit);
  if (value === 0) return 'off';
  return value === 1 ? 'on' : `${Math.round(value * 100)}\u00a0% on`;
}
