/** Thresholds that a curve is drawn through. */
const THRESHOLDS = 250;

interface Range {
  /** First and last index, both inclusive. */
  from: number;
  to: number;
}

function rangesOf(labels: ArrayLike<number>): Range[] {
  const ranges: Range[] = [];
  for (let at = 0; at < labels.length; at++) {
    if (!(labels[at] > 0)) continue;
    const last = ranges[ranges.length - 1];
    if (last !== undefined && last.to === at - 1) last.to = at;
    else ranges.push({ from: at, to: at });
  }
  return ranges;
}

/**
 * Labels with slopes of half a buffer on both sides of each range: sqrt(1 - distance / buffer) (eq. 8 of the paper).
 * @param buffer steps, >= 0
 */
export function extendLabels(labels: ArrayLike<number>, buffer: number): Float64Array {
  const extended = Float64Array.from(labels);
  const half = Math.floor(buffer / 2);
  for (const { from, to } of rangesOf(labels)) {
    for (let d = 1; d <= half; d++) {
      const slope = Math.sqrt(1 - d / buffer);
      if (to + d < extended.length) extended[to + d] += slope;
      if (from - d >= 0) extended[from - d] += slope;
    }
  }
  return extended.map((value) => Math.min(1, value));
}

interface Scored {
  /** Indices by falling score. */
  order: Int32Array;
  /** Steps at or above each threshold, ascending. */
  said: Int32Array;
}

/** How many steps each of the 250 thresholds calls abnormal: those of equal score go together. */
function thresholds(scores: Float32Array | Float64Array): Scored {
  const order = Int32Array.from(scores, (_, at) => at).sort((a, b) => scores[b] - scores[a]);
  const last = scores.length - 1;
  const said = Int32Array.from({ length: THRESHOLDS }, (_, i) => {
    let place = Math.floor((i * last) / (THRESHOLDS - 1));
    const value = scores[order[place]];
    while (place < last && scores[order[place + 1]] === value) place += 1;
    return place + 1;
  });
  return { order, said };
}

/** Range-based area under precision and recall for one buffer. */
function rangeAveragePrecision(labels: ArrayLike<number>, { order, said }: Scored, buffer: number): number {
  const extended = extendLabels(labels, buffer);
  const ranges = rangesOf(extended);
  const rangeAt = new Int32Array(extended.length).fill(-1);
  ranges.forEach(({ from, to }, r) => rangeAt.fill(r, from, to + 1));
  let positives = 0;
  for (let at = 0; at < extended.length; at++) positives += (Number(labels[at] > 0) + extended[at]) / 2;
  const seen = new Uint8Array(ranges.length);
  let existing = 0;
  let hit = 0;
  let place = 0;
  let area = 0;
  let recallBefore = 0;
  let precisionBefore = 1;
  for (const count of said) {
    for (; place < count; place++) {
      const at = order[place];
      hit += extended[at];
      const range = rangeAt[at];
      if (range >= 0 && seen[range] === 0) {
        seen[range] = 1;
        existing += 1;
      }
    }
    const recall = Math.min(hit / positives, 1) * (existing / ranges.length);
    const precision = hit / count;
    area += ((recall - recallBefore) * (precision + precisionBefore)) / 2;
    recallBefore = recall;
    precisionBefore = precision;
  }
  return area;
}

/**
 * Volume under the surface of precision and recall: the mean over buffers 0 to `buffer` of the range-based area
 * (Paparrizos et al., Volume Under the Surface, PVLDB 15, 2022). No threshold is chosen, and a score that is early or
 * late by less than half a buffer counts in part.
 * @param labels 0 or 1
 * @param scores higher = more abnormal, no NaN
 * @param buffer longest buffer, steps
 * @returns 0 to 1; NaN when there is no label
 * @throws RangeError when the lengths differ
 */
export function vusPr(
  labels: ArrayLike<number>,
  scores: Float32Array | Float64Array,
  buffer: number,
): number {
  if (labels.length !== scores.length)
    throw new RangeError(`${labels.length} labels, ${scores.length} scores`);
  if (rangesOf(labels).length === 0) return NaN;
  const scored = thresholds(scores);
  let sum = 0;
  for (let each = 0; each <= buffer; each++) sum += rangeAveragePrecision(labels, scored, each);
  return sum / (buffer + 1);
}
