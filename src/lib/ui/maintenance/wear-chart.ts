import { PALETTE } from '$lib/charts/palette';
import type { ChartData } from '$lib/charts/types';
import type { PartHealth } from '$lib/maintenance/judge-types';
import { STEP_MS } from '$lib/maintenance/wear-series';

const DAY_MS = 86_400_000;

/** Wear of several parts on one regular grid of steps, % of the limit. */
export function wearChart(parts: readonly PartHealth[]): ChartData {
  const steps = parts.flatMap(({ series }) => [series.days[0], series.days[series.days.length - 1]]);
  const finite = steps.filter(Number.isFinite).map((day) => Math.floor((day * DAY_MS) / STEP_MS));
  if (finite.length === 0) return { timesMs: new Float64Array(), stepMs: STEP_MS, series: [] };
  const [first, last] = [Math.min(...finite), Math.max(...finite)];
  const length = last - first + 1;
  return {
    timesMs: Float64Array.from({ length }, (_, at) => (first + at) * STEP_MS),
    stepMs: STEP_MS,
    series: parts.map(({ id, name, series }, place) => {
      const values = new Float64Array(length).fill(NaN);
      series.days.forEach((day, at) => {
        values[Math.floor((day * DAY_MS) / STEP_MS) - first] = 100 * series.wear[at];
      });
      const color = PALETTE[place % PALETTE.length];
      return { tag: `wear:${id}`, label: name, unit: '%', color, kind: 'line', values, min: null, max: null };
    }),
  };
}
