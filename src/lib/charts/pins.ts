import { statisticsOf, type RowStatistics } from '$lib/series/between';
import { nearestRow } from '$lib/series/rows';
import type { ChartData, ChartSeries } from './types';

/** Instants of pinned cursors, ms since epoch, at most two, in the order in which they were pinned. */
export type Pins = readonly number[];

/** Pins after one more: the third starts again as the first. */
export function addPin(pins: Pins, ms: number): Pins {
  return pins.length === 2 ? [ms] : [...pins, ms];
}

/** A series between two pins. */
export interface PinComparison extends Omit<RowStatistics, 'first' | 'last' | 'count'> {
  series: ChartSeries;
  /** Values at the earlier and the later pin, NaN in a gap. */
  from: number;
  to: number;
  /** `to` minus `from`. */
  delta: number;
}

/** Each visible series between two pinned instants, both included, in either order. */
export function comparePins(data: ChartData, pins: Pins, hidden: ReadonlySet<string>): PinComparison[] {
  const [start, end] = pins.map((ms) => nearestRow(data.timesMs, ms)).sort((a, b) => a - b);
  if (start === -1) return [];
  return data.series
    .filter(({ tag }) => !hidden.has(tag))
    .map((series) => {
      const { min, max, mean } = statisticsOf(series, start, end + 1);
      const [from, to] = [series.values[start], series.values[end]];
      return { series, from, to, delta: to - from, min, max, mean };
    });
}
