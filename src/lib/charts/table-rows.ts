import { rowsIn } from '$lib/series/rows';
import type { ChartView } from './types';

/** Rows of a table of what is shown. */
export interface TableRows {
  /** Rows of the data, ascending. */
  rows: number[];
  /** Every how many-th row is listed, 1 for all. */
  every: number;
  /** Rows in the view. */
  total: number;
}

/** At most `limit` rows of those in view, evenly spread. */
export function tableRows(timesMs: Float64Array, view: ChartView, limit = 200): TableRows {
  const [start, end] = rowsIn(timesMs, view);
  const total = end - start;
  const every = Math.max(1, Math.ceil(total / limit));
  return {
    rows: Array.from({ length: Math.ceil(total / every) }, (_, i) => start + i * every),
    every,
    total,
  };
}
