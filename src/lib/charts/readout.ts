import { rowsIn } from '$lib/series/rows';
import type { ChartData, ChartView } from './types';

/** One value per series at a row of the data; NaN everywhere for row -1, which is a gap. */
export function valuesAt({ series }: ChartData, row: number): number[] {
  return series.map(({ values }) => values[row] ?? NaN);
}

/** Each series' last reading in view, NaN where it has none. */
export function lastValues({ timesMs, series }: ChartData, view: ChartView): number[] {
  const [start, end] = rowsIn(timesMs, view);
  return series.map(({ values }) => {
    let row = end - 1;
    while (row >= start && Number.isNaN(values[row])) row--;
    return row >= start ? values[row] : NaN;
  });
}
