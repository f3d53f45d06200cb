/** An open plant as pages and the API see it. */

import type { TimeRange } from '$lib/ingest/types';
import type { Columns } from '$lib/rpc/database';
import type { Query } from '$lib/sql/query';

export interface TagInfo {
  /** Name in SQL, unique in the plant. */
  tag: string;
  header: string;
  canonical: string | null;
  confidence: number;
  unit: string;
  kind: 'number' | 'boolean';
  /** Heading under which pickers list the tag. */
  group: string;
  readings: number;
  avg: number;
  min: number;
  max: number;
  firstMs: number;
  lastMs: number;
}

export interface SourceReport {
  source: number;
  name: string;
  bytes: number;
  lines: number;
  rowsRead: number;
  rowsUsed: number;
  rowsRejected: number;
  cellsRejected: number;
  firstMs: number;
  lastMs: number;
  /** Slices that each reader served. */
  slicesKernel: number;
  slicesReadCsv: number;
  slicesText: number;
}

export interface IssueReport {
  source: number;
  /** Header of the column, '' for whole rows. */
  column: string;
  reason: string;
  rejectsRow: boolean;
  count: number;
  /** 1-based line in the source. */
  firstLine: number;
  sample: string;
}

export interface PlantInfo {
  name: string;
  label: string;
  fingerprint: string;
  zone: string;
  createdMs: number;
  /** Rows in all sources that were used. */
  rows: number;
  /** First and last minute that holds rows, ms since epoch; `endMs` is the end of the last minute. */
  firstMs: number;
  endMs: number;
  minutes: number;
  samplingIntervalSeconds: number;
  /** In the order of the export. */
  tags: TagInfo[];
  sources: SourceReport[];
  issues: IssueReport[];
}

export type Level = 'hour' | 'minute' | 'raw';

export interface SeriesRequest extends TimeRange {
  tags: readonly string[];
  /** Width of the plot in CSS pixels; the answer has at most 4 points a pixel. */
  widthPx: number;
}

/** A regular grid at hour and minute level (NaN where nothing was read); the readings themselves at raw level. */
export interface SeriesData {
  level: Level;
  /** Width of a bucket, or the sampling interval at raw level. */
  bucketSeconds: number;
  /** Start of each bucket or time of each reading, ms since epoch, ascending, length points. */
  timesMs: Float64Array;
  /** Rows in each bucket, length points; 1 at raw level. */
  rows: Float64Array;
  /** In the order asked for. min and max equal avg at raw level. */
  series: { tag: string; avg: Float64Array; min: Float64Array; max: Float64Array }[];
  /** Why one-second readings are not shown though the zoom asks for them; null when they are, or are not needed. */
  rawMissing: 'no file' | 'permission' | 'file changed' | 'too much' | 'not kept' | null;
}

/** What a statement may know of a plant. */
export interface Known {
  /** To be read of it: minutes that start in it, and only hours that lie wholly in it (`rangeParts`). */
  range: TimeRange;
  /** What is asked of the whole history ends here, ms since epoch, a whole hour: no hour that starts at it or later. */
  untilMs: number;
}

export interface Plant {
  readonly info: PlantInfo;
  /** Level of detail by width: hour, minute, or the export's own readings. Aborting rejects with AbortError. */
  series(request: SeriesRequest, signal?: AbortSignal): Promise<SeriesData>;
  /** Statistics of each tag in a range, from the roll-ups: exact for whole minutes. */
  statistics(
    tags: readonly string[],
    range: TimeRange,
    signal?: AbortSignal,
  ): Promise<{ tag: string; readings: number; avg: number; min: number; max: number; last: number }[]>;
  /** Rows found per bucket in percent of rows expected by the sampling interval; at most `buckets` buckets. */
  coverage(
    range: TimeRange,
    buckets: number,
    signal?: AbortSignal,
  ): Promise<{ bucketSeconds: number; timesMs: Float64Array; percent: Float64Array }>;
  /**
   * One of our own statements about a range. In a replay its range and what it may know of the rest end before the
   * clock.
   */
  ask<T>(range: TimeRange, make: (known: Known) => Query<T>, signal?: AbortSignal): Promise<T>;
  /** One read-only statement of a person's, at most 100,000 rows. @throws QueryError with the reason */
  query(sql: string, signal?: AbortSignal): Promise<Columns & { truncated: boolean }>;
  /** Give the exports, in the order of `info.sources`; null where one is not at hand. */
  setSourceFiles(files: (File | null)[]): void;
  /** Tag of a canonical tag by the mapping in force, null when unmapped. */
  tagOf(canonical: string): string | null;
  /** Replace the mapping in force (canonical -> tag). */
  setMapping(mapping: Record<string, string>): Promise<void>;
  dispose(): void;
}
