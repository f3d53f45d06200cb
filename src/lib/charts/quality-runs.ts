import { coverageLevel, type CoverageLevel } from './coverage';

/** Percent of the expected readings in each bucket, length buckets; what is left to 100 is missing. */
export interface HeatmapCells {
  good: Float64Array;
  uncertain: Float64Array;
  bad: Float64Array;
}

/** Neighbouring buckets that look the same. */
export interface HeatmapRun {
  /** First bucket, and buckets. */
  from: number;
  length: number;
  /** How many readings are there, whatever their quality. */
  level: CoverageLevel;
  uncertain: boolean;
  bad: boolean;
}

/** From this share of a bucket on, percent, its uncertain or bad readings are shown. */
const SHOWN = 0.05;

/** A row of cells as stretches that look the same. */
export function heatmapRuns({ good, uncertain, bad }: HeatmapCells): HeatmapRun[] {
  const runs: HeatmapRun[] = [];
  for (let at = 0; at < good.length; at++) {
    // Rounding in the sums must not make 100 % look like less.
    const present = Math.round((good[at] + uncertain[at] + bad[at]) * 1000) / 1000;
    const look = {
      level: coverageLevel(present),
      uncertain: uncertain[at] > SHOWN,
      bad: bad[at] > SHOWN,
    };
    const last = runs.at(-1);
    const same =
      last && last.level === look.level && last.uncertain === look.uncertain && last.bad === look.bad;
    if (same) last.length++;
    else runs.push({ from: at, length: 1, ...look });
  }
  return runs;
}

const percent = (value: number): string => (value > 0 && value < 0.1 ? 'under 0.1' : value.toFixed(1));

/** A cell in words: `98.2 % good, 1.8 % bad`. */
export function cellText({ good, uncertain, bad }: HeatmapCells, at: number): string {
  const missing = Math.max(0, 100 - good[at] - uncertain[at] - bad[at]);
  const parts = [
    `${percent(good[at])} % good`,
    uncertain[at] > 0 ? `${percent(uncertain[at])} % uncertain` : '',
    bad[at] > 0 ? `${percent(bad[at])} % bad` : '',
    missing >= 0.05 ? `${percent(missing)} % missing` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
