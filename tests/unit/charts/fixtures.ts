import type { ChartData, ChartSeries } from '$lib/charts/types';

/** A line in percent without an envelope. */
export function line(tag: string, values: number[], more: Partial<ChartSeries> = {}): ChartSeries {
  return {
    tag,
    label: tag,
    unit: '%',
    color: '#0072b2',
    kind: 'line',
    values: Float64Array.from(values),
    min: null,
    max: null,
    ...more,
  };
}

/** Data of a chart. */
export function chartData(times: number[], series: ChartSeries[]): ChartData {
  return { timesMs: Float64Array.from(times), series };
}
