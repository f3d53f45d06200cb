/** What is taken out of a plant, and how it is cut into files; pure. */

import type { TimeRange } from '$lib/ingest/types';

/** Rows of roll-ups as CSV. */
export interface CsvChoice {
  level: 'minute' | 'hour';
  tags: readonly string[];
  range: TimeRange;
}

/** What a person wants to take along. */
export interface ExportChoice {
  /** The plant file. */
  plant: boolean;
  /** The analysis file, as it is. */
  analysis: boolean;
  /** Roll-ups as Parquet. */
  minutes: boolean;
  hours: boolean;
  /** What analyses found, as Parquet. */
  events: boolean;
  /** Occurrences of alarms, as Parquet. */
  alarms: boolean;
  /** What the person added, as JSON. */
  workspace: boolean;
  csv: CsvChoice | null;
}

/** A span of time with its name in files. */
export interface NamedSpan extends TimeRange {
  /** `2024-03`, or `2024`. */
  name: string;
}

/** Calendar months or years in UTC that overlap a range, cut to it; empty for an empty range. */
export function spansOf({ fromMs, toMs }: TimeRange, unit: 'month' | 'year'): NamedSpan[] {
  const spans: NamedSpan[] = [];
  const first = new Date(fromMs);
  let [year, month] = [first.getUTCFullYear(), unit === 'month' ? first.getUTCMonth() : 0];
  for (let startMs = fromMs; startMs < toMs;) {
    const name = unit === 'month' ? `${year}-${String(month + 1).padStart(2, '0')}` : String(year);
    month += unit === 'month' ? 1 : 12;
    if (month >= 12) [year, month] = [year + 1, month - 12];
    const endMs = Math.min(toMs, Date.UTC(year, month));
    spans.push({ name, fromMs: startMs, toMs: endMs });
    startMs = endMs;
  }
  return spans;
}

/** Parts of a range no longer than a width, for rows that are made text a part at a time. */
export function partsOf({ fromMs, toMs }: TimeRange, widthMs: number): TimeRange[] {
  const parts: TimeRange[] = [];
  for (let at = fromMs; at < toMs; at += widthMs)
    parts.push({ fromMs: at, toMs: Math.min(toMs, at + widthMs) });
  return parts;
}

/** Names in an archive that this page knows again. */
export const ARCHIVE = {
  plant: 'plant.duckdb',
  analysis: 'analysis.duckdb',
  workspace: 'workspace.json',
  about: 'ABOUT.txt',
} as const;

/** What an archive says of itself; the first line tells that it is ours. */
export const aboutArchive = (name: string, files: readonly string[], madeMs: number): string =>
  `${[
    `Biogas Analytics: export of "${name}", ${new Date(madeMs).toISOString()}`,
    '',
    'plant.duckdb and analysis.duckdb are DuckDB databases (DuckDB 1.4 and later).',
    "Parquet: SELECT * FROM 'minute_rollup/*.parquet'; times are UTC, and of each tag there are",
    'avg, min, max and count of the readings in the minute or hour that begins at "bucket".',
    'Drop this archive on the page to have the plant back, with what was found and added.',
    '',
    ...files,
  ].join('\n')}\n`;

/** Whether an archive with these members is an export of ours that holds a plant. */
export const holdsPlant = (names: readonly string[]): boolean =>
  names.includes(ARCHIVE.plant) && names.includes(ARCHIVE.about);
