import type { Readings } from './min-max';

/**
 * Readings with a row of NaN wherever the next row comes later than `gapMs`, so that a gap is drawn as one; the mark
 * stands half of `gapMs` after the last row before the gap.
 */
export function markGaps({ timesMs, columns }: Readings, gapMs: number): Readings {
  const before: number[] = [];
  for (let row = 1; row < timesMs.length; row++) {
    if (timesMs[row] - timesMs[row - 1] > gapMs) before.push(row);
  }
  if (before.length === 0) return { timesMs, columns };
  const spread = (values: Float64Array, mark: (row: number) => number) => {
    const out = new Float64Array(values.length + before.length);
    let from = 0;
    before.forEach((row, marks) => {
      out.set(values.subarray(from, row), from + marks);
      out[row + marks] = mark(row);
      from = row;
    });
    out.set(values.subarray(from), from + before.length);
    return out;
  };
  return {
    timesMs: spread(timesMs, (row) => timesMs[row - 1] + gapMs / 2),
    columns: columns.map((values) => spread(values, () => Number.NaN)),
  };
}
