import { statisticsOf } from '$lib/series/between';
import { formatInstant } from '$lib/series/format-time';
import { formatValue } from '$lib/series/format-value';
import { rowsIn } from '$lib/series/rows';
import { seriesValue } from './series-value';
import type { ChartData, ChartSeries, ChartView } from './types';

/** One series in a sentence without its full stop: `CH4 between 70.1 and 75.3 %, last 73.6 %`. */
export function seriesSummary(series: ChartSeries, start: number, end: number): string {
  const { min, max, last, count } = statisticsOf(series, start, end);
  if (count === 0) return `${series.label} has no data`;
  const isSwitch = series.kind === 'step' && series.unit === '';
  if (isSwitch) return `${series.label} ${min === max ? 'always' : 'last'} ${seriesValue(series, last)}`;
  if (min === max) return `${series.label} steady at ${formatValue(last, series.unit)}`;
  const range = `between ${formatValue(min)} and ${formatValue(max, series.unit)}`;
  return `${series.label} ${range}, last ${formatValue(last, series.unit)}`;
}

/** What a chart shows, in sentences: the time, then each visible series. */
export function chartSummary(
  data: ChartData,
  view: ChartView,
  hidden: ReadonlySet<string>,
  zone: string,
): string {
  const shown = data.series.filter(({ tag }) => !hidden.has(tag));
  const range = `${formatInstant(view.fromMs, zone)} to ${formatInstant(view.toMs, zone)}.`;
  if (shown.length === 0) return `${range} No series is shown.`;
  const [start, end] = rowsIn(data.timesMs, view);
  return [range, ...shown.map((series) => `${seriesSummary(series, start, end)}.`)].join(' ');
}
