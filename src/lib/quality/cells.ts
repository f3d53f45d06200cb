import { MINUTE_MS, type Finding } from './types';

/** Shares of the expected readings in each bucket, percent; what is left to 100 is missing. Length buckets each. */
export interface QualityCells {
  good: Float64Array;
  uncertain: Float64Array;
  bad: Float64Array;
}

/** Buckets along time. */
export interface Buckets {
  /** Start of each, ms since epoch, ascending. */
  timesMs: Float64Array;
  bucketMs: number;
  /** Part of the time that holds data at all; buckets at its ends are expected to be filled only inside it. */
  fromMs: number;
  toMs: number;
}

/** Share of each bucket's time that spans cover, 0 to 1. @param spans ms, ascending, may overlap */
export function coveredShare(
  { timesMs, bucketMs }: Pick<Buckets, 'timesMs' | 'bucketMs'>,
  spans: readonly { fromMs: number; toMs: number }[],
): Float64Array {
  const share = new Float64Array(timesMs.length);
  if (timesMs.length === 0) return share;
  let coveredToMs = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    const fromMs = Math.max(span.fromMs, coveredToMs);
    if (span.toMs <= fromMs) continue;
    coveredToMs = span.toMs;
    const first = Math.max(0, Math.floor((fromMs - timesMs[0]) / bucketMs));
    for (let at = first; at < timesMs.length && timesMs[at] < span.toMs; at++) {
      const overlap = Math.min(span.toMs, timesMs[at] + bucketMs) - Math.max(fromMs, timesMs[at]);
      if (overlap > 0) share[at] += overlap / bucketMs;
    }
  }
  return share;
}

const spansOf = (findings: readonly Finding[], quality: Finding['quality']) =>
  findings
    .filter((finding) => finding.quality === quality)
    .flatMap(({ spans }) => spans.map(({ from, to }) => ({ fromMs: from * MINUTE_MS, toMs: to * MINUTE_MS })))
    .sort((a, b) => a.fromMs - b.fromMs);

/** Kinds that say that readings are missing, which their number shows by itself. */
const MISSING = new Set<Finding['kind']>(['no rows', 'gap', 'thin']);

/**
 * Percent of good, uncertain and bad readings in each bucket. Readings are counted; which of them are bad follows from
 * the time that findings cover.
 * @param readings found in each bucket; regular buckets, length of `timesMs`
 * @param intervalSeconds measured; NaN when readings come irregularly: a bucket with any is then full
 * @param findings of the tag and of all tags
 */
export function qualityCells(
  buckets: Buckets,
  readings: Float64Array,
  intervalSeconds: number,
  findings: readonly Finding[],
): QualityCells {
  const { timesMs, bucketMs, fromMs, toMs } = buckets;
  const about = findings.filter(({ kind }) => !MISSING.has(kind));
  const bad = coveredShare(buckets, spansOf(about, 'bad'));
  const uncertain = coveredShare(buckets, spansOf(about, 'uncertain'));
  const cells: QualityCells = { good: new Float64Array(timesMs.length), uncertain, bad };
  for (let at = 0; at < timesMs.length; at++) {
    const insideMs = Math.min(timesMs[at] + bucketMs, toMs) - Math.max(timesMs[at], fromMs);
    const expected = insideMs / 1000 / intervalSeconds;
    const full = Number.isNaN(expected) || expected < 1 ? Number(readings[at] > 0) : readings[at] / expected;
    const present = 100 * Math.min(1, insideMs > 0 ? full : 0);
    // A bucket that reaches out of the data holds its bad time in the part inside.
    const scale = insideMs > 0 ? (100 * bucketMs) / insideMs : 0;
    bad[at] = Math.min(present, bad[at] * scale);
    uncertain[at] = Math.min(present - bad[at], uncertain[at] * scale);
    cells.good[at] = present - bad[at] - uncertain[at];
  }
  return cells;
}
