import { statisticsOf } from '$lib/series/between';
import { rowsIn } from '$lib/series/rows';
import { isSwitchAxis, scaleOf, SWITCH_RANGE, valueRange } from './axis-value';
import type { ChartData, ChartLimit, ChartView } from './types';

/** What decides the range of a y axis. */
export interface ScaleSource {
  data: ChartData;
  hidden: ReadonlySet<string>;
  limits: ChartLimit[];
  view: ChartView;
}

/** Range of a y scale for what is in view, null when nothing is shown on it. */
export function scaleRange(
  { data, hidden, limits, view }: ScaleSource,
  scale: string,
): [number, number] | null {
  const shown = data.series.filter(({ tag, unit }) => scaleOf(unit) === scale && !hidden.has(tag));
  if (shown.length === 0) return null;
  if (isSwitchAxis(shown, shown[0].unit)) return SWITCH_RANGE;
  let [start, end] = rowsIn(data.timesMs, view);
  // Between two points only the line that joins them is visible.
  if (start === end) [start, end] = [Math.max(0, start - 1), Math.min(data.timesMs.length, end + 1)];
  const spans = shown.map((series) => statisticsOf(series, start, end)).filter(({ count }) => count > 0);
  const near = limits.filter(({ unit }) => scaleOf(unit) === scale).map(({ value }) => value);
  const low = Math.min(...spans.map(({ min }) => min));
  return valueRange(low, Math.max(...spans.map(({ max }) => max)), near);
}
