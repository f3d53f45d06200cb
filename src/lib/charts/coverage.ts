import type { ChartView } from './types';

/** A stretch of one level of coverage, as shares of the view's width. */
export interface CoverageRun {
  left: number;
  width: number;
  level: CoverageLevel;
}

/** None (0 %), few (below 50 %), most (below 95 %), full. */
export type CoverageLevel = 'none' | 'few' | 'most' | 'full';

/** The level of a percentage of expected readings; NaN is none. */
export function coverageLevel(percent: number): CoverageLevel {
  if (!(percent > 0)) return 'none';
  if (percent < 50) return 'few';
  return percent < 95 ? 'most' : 'full';
}

function medianStep(timesMs: Float64Array): number {
  if (timesMs.length < 2) return 0;
  const steps = Float64Array.from(
    { length: timesMs.length - 1 },
    (_, i) => timesMs[i + 1] - timesMs[i],
  ).sort();
  return steps[(steps.length - 1) >> 1];
}

/** Mean percentage in each of `columns` equal parts of the view; parts without buckets are 0 (missing buckets are missing readings). */
export function coverageColumns(
  timesMs: Float64Array,
  percent: Float64Array,
  view: ChartView,
  columns: number,
): Float64Array {
  const width = (view.toMs - view.fromMs) / columns;
  const step = medianStep(timesMs) || width;
  const sums = new Float64Array(columns);
  for (let bucket = 0; bucket < timesMs.length; bucket++) {
    if (!(percent[bucket] > 0)) continue;
    const from = Math.max(0, (timesMs[bucket] - view.fromMs) / width);
    const to = Math.min(columns, (timesMs[bucket] + step - view.fromMs) / width);
    for (let column = Math.floor(from); column < to; column++) {
      sums[column] += percent[bucket] * (Math.min(to, column + 1) - Math.max(from, column));
    }
  }
  return sums;
}

/** Neighbouring columns of one level as one stretch; stretches without readings are included. */
export function coverageRuns(columns: Float64Array): CoverageRun[] {
  const runs: CoverageRun[] = [];
  const width = 1 / columns.length;
  columns.forEach((percent, i) => {
    // Rounding in the sums must not make 100 % look like less.
    const level = coverageLevel(Math.round(percent * 1000) / 1000);
    const last = runs.at(-1);
    if (last?.level === level) last.width += width;
    else runs.push({ left: i * width, width, level });
  });
  return runs;
}

/** Coverage in a sentence: `CH4: 97.4 % of expected readings`. */
export function coverageText(label: string, columns: Float64Array): string {
  const mean = columns.reduce((sum, percent) => sum + percent, 0) / Math.max(1, columns.length);
  const rounded = mean > 0 && mean < 100 ? Math.min(99.9, Math.max(0.1, mean)).toFixed(1) : mean.toFixed(0);
  const empty = columns.filter((percent) => !(percent > 0)).length / Math.max(1, columns.length);
  const gaps =
    empty > 0 && empty < 1 ? `, none in ${Math.max(1, Math.round(empty * 100))} % of the time` : '';
  return `${label}: ${rounded} % of expected readings${gaps}`;
}
