import { csvCell } from '$lib/series/csv-cell';
import { rowsIn } from '$lib/series/rows';
import type { ChartData, ChartSeries, ChartView } from './types';

function columnsOf({ label, unit, values, min, max }: ChartSeries): { name: string; values: Float64Array }[] {
  const suffix = unit === '' ? '' : ` [${unit}]`;
  if (!min || !max) return [{ name: label + suffix, values }];
  return [
    { name: `${label} avg${suffix}`, values },
    { name: `${label} min${suffix}`, values: min },
    { name: `${label} max${suffix}`, values: max },
  ];
}

/**
 * What a chart shows as CSV (RFC 4180, CRLF, UTF-8): ISO times in UTC, then avg, min and max of each visible
 * series, or one column where points are readings. Numbers in full precision; a gap is an empty cell.
 */
export function chartCsv(data: ChartData, view: ChartView, hidden: ReadonlySet<string> = new Set()): string {
  const columns = data.series.filter(({ tag }) => !hidden.has(tag)).flatMap(columnsOf);
  const lines = [['time', ...columns.map(({ name }) => csvCell(name))].join(',')];
  const [start, end] = rowsIn(data.timesMs, view);
  for (let row = start; row < end; row++) {
    const cells = columns.map(({ values }) => (Number.isFinite(values[row]) ? String(values[row]) : ''));
    lines.push([new Date(data.timesMs[row]).toISOString(), ...cells].join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}
