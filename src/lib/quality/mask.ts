/**
 * What is kept from analysis, and how code that analyses keeps it out: detectors, forecasts and pages apply a mask to
 * the columns they read.
 *
 * ```ts
 * const mask = await readMask(plant.info.fingerprint); // $lib/store/quality-memory
 * const { columns, masked } = maskColumns(mask, timesMs, 60_000, [{ tag, values }]);
 * ```
 */

import { isExcluded, type QualityDecisions } from './decisions';
import { MINUTE_MS, type Finding, type FindingKind } from './types';

/** A stretch of a tag's readings that analysis leaves out. */
export interface BadSpan {
  /** ms since epoch, from inclusive, to exclusive. */
  fromMs: number;
  toMs: number;
  kind: FindingKind | 'by hand';
  /** Why, in a sentence. */
  reason: string;
}

/** Bad spans by tag, by their start; they may overlap. Those under `ALL_TAGS` hold for every tag. */
export type QualityMask = ReadonlyMap<string, readonly BadSpan[]>;

export const ALL_TAGS = '*';
export const NO_MASK: QualityMask = new Map();

/** The mask of findings under what a person decided. */
export function maskOf(findings: readonly Finding[], decisions: QualityDecisions): QualityMask {
  const mask = new Map<string, BadSpan[]>();
  const add = (tag: string, span: BadSpan) => {
    const spans = mask.get(tag);
    if (spans) spans.push(span);
    else mask.set(tag, [span]);
  };
  for (const finding of findings) {
    if (!isExcluded(finding, decisions)) continue;
    const { kind, words } = finding;
    for (const { from, to } of finding.spans)
      add(finding.tag ?? ALL_TAGS, { fromMs: from * MINUTE_MS, toMs: to * MINUTE_MS, kind, reason: words });
  }
  for (const { tag, fromMs, toMs, reason } of decisions.spans)
    add(tag, { fromMs, toMs, kind: 'by hand', reason });
  for (const spans of mask.values()) spans.sort((a, b) => a.fromMs - b.fromMs);
  return mask;
}

/** Bad spans of a tag that reach into a range, by their start; for showing them on a chart. */
export function badSpans(mask: QualityMask, tag: string, fromMs: number, toMs: number): BadSpan[] {
  return [...(mask.get(tag) ?? []), ...(mask.get(ALL_TAGS) ?? [])]
    .filter((span) => span.toMs > fromMs && span.fromMs < toMs)
    .sort((a, b) => a.fromMs - b.fromMs);
}

/**
 * A column of buckets without those that a bad span reaches into: they are NaN, as where nothing was read.
 * @param timesMs  start of each bucket, ms since epoch, ascending, length points
 * @param bucketMs width of a bucket
 * @param values   length points
 * @param spans    by their start; overlapping allowed
 * @returns the values and how many of them are new gaps; the very array given when there are none
 */
export function maskColumn(
  timesMs: Float64Array,
  bucketMs: number,
  values: Float64Array,
  spans: readonly BadSpan[],
): { values: Float64Array; masked: number } {
  let [next, endMs, masked, out] = [0, Number.NEGATIVE_INFINITY, 0, values];
  for (let at = 0; at < timesMs.length; at++) {
    while (next < spans.length && spans[next].fromMs < timesMs[at] + bucketMs)
      endMs = Math.max(endMs, spans[next++].toMs);
    if (endMs <= timesMs[at] || Number.isNaN(values[at])) continue;
    if (out === values) out = values.slice();
    out[at] = Number.NaN;
    masked++;
  }
  return { values: out, masked };
}

/**
 * Columns of tags without what the mask keeps from analysis; what a column has beside `tag` and `values` stays.
 * @param timesMs  start of each bucket, ms since epoch, ascending
 * @param bucketMs width of a bucket
 * @returns the columns, and for each tag how many points were left out; say so where results are shown
 */
export function maskColumns<T extends { tag: string; values: Float64Array }>(
  mask: QualityMask,
  timesMs: Float64Array,
  bucketMs: number,
  columns: readonly T[],
): { columns: T[]; masked: Map<string, number> } {
  const masked = new Map<string, number>();
  const [fromMs, toMs] = [timesMs[0] ?? 0, (timesMs.at(-1) ?? 0) + bucketMs];
  const kept = columns.map((column) => {
    const found = maskColumn(timesMs, bucketMs, column.values, badSpans(mask, column.tag, fromMs, toMs));
    masked.set(column.tag, found.masked);
    return { ...column, values: found.values };
  });
  return { columns: kept, masked };
}

/** The same for series with mean and envelope, as `Plant.series` gives them: all three get the gap. */
export function maskSeries<
  T extends { tag: string; avg: Float64Array; min: Float64Array; max: Float64Array },
>(
  mask: QualityMask,
  timesMs: Float64Array,
  bucketMs: number,
  series: readonly T[],
): { series: T[]; masked: Map<string, number> } {
  const masked = new Map<string, number>();
  const [fromMs, toMs] = [timesMs[0] ?? 0, (timesMs.at(-1) ?? 0) + bucketMs];
  const kept = series.map((one) => {
    const spans = badSpans(mask, one.tag, fromMs, toMs);
    const [avg, min, max] = [one.avg, one.min, one.max].map((values) =>
      maskColumn(timesMs, bucketMs, values, spans),
    );
    masked.set(one.tag, avg.masked);
    return { ...one, avg: avg.values, min: min.values, max: max.values };
  });
  return { series: kept, masked };
}
