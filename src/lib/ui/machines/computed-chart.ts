import { PALETTE } from '$lib/charts/palette';
import type { ChartData, ChartSeries } from '$lib/charts/types';

/** A series that was computed, as a chart takes it. */
export interface ComputedSeries {
  /** Stable name. */
  id: string;
  label: string;
  unit: string;
  values: Float64Array;
  /** Place in the palette. */
  color: number;
}

/** A chart of computed series: no band, as each point is a mean already. */
export function computedChart(
  timesMs: Float64Array,
  bucketMs: number,
  series: readonly (ComputedSeries | null)[],
): ChartData {
  const drawn = series.filter((one) => one !== null);
  return {
    timesMs,
    stepMs: bucketMs,
    series: drawn.map(({ id, label, unit, values, color }): ChartSeries => ({
      ...{ tag: `computed:${id}`, label, unit, values },
      ...{ color: PALETTE[color % PALETTE.length], kind: 'line', min: null, max: null },
    })),
  };
}
