import type { ChartData } from './types';
import { gapThreshold, readingOrNull, rowsWithGaps } from './gaps';

/** A column for uPlot: null where there is no reading. */
export type Column = (number | null)[];

/**
 * A chart's data in the form uPlot draws: gaps as null and rows inserted where buckets are missing. One object
 * lives as long as its chart and fills the same arrays again.
 */
export class PlotColumns {
  /** Times in ms, then one column per series, all of one length. */
  readonly columns: [number[], ...Column[]] = [[]];
  /** Per plotted row its row in the data, -1 for an inserted gap. */
  rows: Int32Array = new Int32Array(0);

  /** Take over data; NaN becomes null here and nowhere else. */
  fill(data: ChartData): void {
    const threshold = gapThreshold(data.timesMs, data.stepMs);
    this.rows = rowsWithGaps(data.timesMs, threshold);
    this.columns.length = data.series.length + 1;
    this.fillTimes(data.timesMs, Number.isFinite(threshold) ? threshold / 2 : 0);
    data.series.forEach((series, i) => this.fillColumn(i + 1, series.values));
  }

  private fillTimes(timesMs: Float64Array, afterMs: number): void {
    const times = this.columns[0];
    times.length = this.rows.length;
    // An inserted row lies after the last reading and, as gaps are longer than the threshold, before the next.
    this.rows.forEach((row, i) => (times[i] = row === -1 ? times[i - 1] + afterMs : timesMs[row]));
  }

  private fillColumn(index: number, values: Float64Array): void {
    const column = (this.columns[index] ??= []);
    column.length = this.rows.length;
    this.rows.forEach((row, i) => (column[i] = row === -1 ? null : readingOrNull(values[row])));
  }
}
