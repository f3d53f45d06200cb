import type { TimeRange } from '$lib/ingest/types';
import { qualityCells, type QualityCells } from '$lib/quality/cells';
import type { QualityReport } from '$lib/quality/report';
import type { Finding } from '$lib/quality/types';
import { niceBucketSeconds } from '$lib/series/level';
import { readingsQuery } from '$lib/sql/quality';
import { renderStatement } from '$lib/sql/render';
import type { Plant } from '$lib/store/plant-types';

/** Readings of every tag in buckets of a range. */
export interface ReadingCounts {
  timesMs: Float64Array;
  bucketMs: number;
  /** In the order of the plant's tags, length buckets each. */
  readings: Float64Array[];
  range: TimeRange;
}

/** Percentages of one tag over a range. */
export interface QualityRow {
  tag: string;
  cells: QualityCells;
  /** Mean over the buckets, percent of the readings expected. */
  good: number;
  uncertain: number;
  bad: number;
}

/**
 * Count the readings of every tag in at most so many buckets.
 * @param whole the plant with all its data; in a replay `range` must end at the clock
 */
export async function countReadings(
  whole: Plant,
  range: TimeRange,
  buckets: number,
  signal?: AbortSignal,
): Promise<ReadingCounts> {
  const bucketMs = niceBucketSeconds((range.toMs - range.fromMs) / 1000 / Math.max(1, buckets - 1)) * 1000;
  const query = readingsQuery(
    whole.info.tags.map(({ tag }) => tag),
    range,
    bucketMs,
  );
  const found = query.decode(await whole.query(renderStatement(query), signal));
  return { ...found, bucketMs, range };
}

const mean = (values: Float64Array): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Percent of good, uncertain and bad readings of each tag, in the order of the plant's tags. */
export function qualityRows(
  tags: readonly string[],
  counts: ReadingCounts,
  report: QualityReport | null,
  intervalSeconds: number,
  bounds: TimeRange,
): QualityRow[] {
  const intervals = new Map(report?.tags.map(({ tag, interval }) => [tag, interval]));
  const byTag = new Map<string | null, Finding[]>();
  for (const finding of report?.findings ?? [])
    byTag.set(finding.tag, [...(byTag.get(finding.tag) ?? []), finding]);
  const ofAll = byTag.get(null) ?? [];
  const buckets = {
    timesMs: counts.timesMs,
    bucketMs: counts.bucketMs,
    fromMs: Math.max(counts.range.fromMs, bounds.fromMs),
    toMs: Math.min(counts.range.toMs, bounds.toMs),
  };
  return tags.map((tag, at) => {
    const interval = intervals.get(tag);
    const seconds = interval ? (interval.regular ? interval.seconds : Number.NaN) : intervalSeconds;
    const cells = qualityCells(buckets, counts.readings[at], seconds, [...ofAll, ...(byTag.get(tag) ?? [])]);
    return { tag, cells, good: mean(cells.good), uncertain: mean(cells.uncertain), bad: mean(cells.bad) };
  });
}

/** Mean over all tags, percent; `missing` is what is left to 100. */
export function sharesOf(rows: readonly QualityRow[]) {
  const of = (key: 'good' | 'uncertain' | 'bad') =>
    rows.reduce((sum, row) => sum + (row[key] || 0), 0) / Math.max(1, rows.length);
  const [good, uncertain, bad] = [of('good'), of('uncertain'), of('bad')];
  return { good, uncertain, bad, missing: Math.max(0, 100 - good - uncertain - bad) };
}

/** Findings that reach into a range; those without a time, of the import, always do. */
export const findingsIn = (findings: readonly Finding[], range: TimeRange): Finding[] =>
  findings.filter(({ fromMs, toMs }) => Number.isNaN(fromMs) || (toMs > range.fromMs && fromMs < range.toMs));
