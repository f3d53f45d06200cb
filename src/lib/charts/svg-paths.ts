import { lonelyRows } from './gaps';
import { envelopeRuns, type EnvelopeColumn } from './envelope';
import type { Column } from './plot-columns';
import type { ChartSeries } from './types';

/** Pixels of instants and of values. */
export interface SvgScales {
  x(ms: number): number;
  y(value: number): number;
}

/** Plotted rows to draw, both included. */
export interface PlottedRows {
  first: number;
  last: number;
}

/** Two decimals: finer than any screen or printer shows at this size. */
export const px = (value: number): string => String(Math.round(value * 100) / 100);

/**
 * The line of a series as path data; nothing is drawn across gaps. A step holds its value until the next point.
 * @param times of the plotted rows, ms since epoch
 * @param values of the plotted rows, null for a gap
 */
export function linePath(
  times: readonly number[],
  values: Column,
  kind: ChartSeries['kind'],
  { first, last }: PlottedRows,
  { x, y }: SvgScales,
): string {
  const parts: string[] = [];
  let before: number | null = null;
  for (let at = first; at <= last; at++) {
    const value = values[at];
    const left = px(x(times[at]));
    if (kind === 'step' && before !== null) parts.push(`H${left}`);
    if (value !== null) {
      const top = px(y(value));
      parts.push(before === null ? `M${left} ${top}` : kind === 'step' ? `V${top}` : `L${left} ${top}`);
    }
    before = value;
  }
  return parts.join('');
}

/** Points with nothing beside them, which a line does not show: centres in px. */
export function lonelyDots(
  times: readonly number[],
  values: Column,
  { first, last }: PlottedRows,
  { x, y }: SvgScales,
): { x: number; y: number }[] {
  return lonelyRows(values, first, last).map((at) => ({ x: x(times[at]), y: y(values[at] ?? NaN) }));
}

function runPath(run: readonly EnvelopeColumn[], y: SvgScales['y']): string {
  // A run of a single column is a bar one pixel wide.
  const wide =
    run.length === 1
      ? [
          { ...run[0], x: run[0].x - 0.5 },
          { ...run[0], x: run[0].x + 0.5 },
        ]
      : run;
  const upper = wide.map(({ x, high }) => `${px(x)} ${px(y(high))}`);
  const lower = wide.map(({ x, low }) => `${px(x)} ${px(y(low))}`).reverse();
  return `M${[...upper, ...lower].join('L')}Z`;
}

/** The min-max band of a series as path data, '' for one without. @param rows per plotted row its row in the data, -1 for a gap */
export function bandPath(
  { min, max }: ChartSeries,
  times: readonly number[],
  rows: Int32Array,
  { first, last }: PlottedRows,
  { x, y }: SvgScales,
): string {
  if (!min || !max) return '';
  return envelopeRuns(min, max, rows, first, last, (at) => x(times[at]))
    .map((run) => runPath(run, y))
    .join('');
}
