/** The envelope at one column of pixels. */
export interface EnvelopeColumn {
  x: number;
  low: number;
  high: number;
}

/**
 * An envelope reduced to one entry a pixel column, split at gaps.
 * @param rows   per plotted row its row in the data, -1 for a gap
 * @param first  first and last plotted row, both included
 * @param pixelX canvas pixel of a plotted row
 * @returns runs without gaps; within each, x ascends and every low and high is kept
 */
export function envelopeRuns(
  min: Float64Array,
  max: Float64Array,
  rows: Int32Array,
  first: number,
  last: number,
  pixelX: (plotted: number) => number,
): EnvelopeColumn[][] {
  const runs: EnvelopeColumn[][] = [];
  let run: EnvelopeColumn[] | null = null;
  for (let plotted = first; plotted <= last; plotted++) {
    const row = rows[plotted];
    const [low, high] = row === -1 ? [NaN, NaN] : [min[row], max[row]];
    if (!Number.isFinite(low) || !Number.isFinite(high)) {
      run = null;
      continue;
    }
    if (!run) runs.push((run = []));
    const x = Math.round(pixelX(plotted));
    const column = run.at(-1);
    if (column?.x === x) {
      column.low = Math.min(column.low, low);
      column.high = Math.max(column.high, high);
    } else run.push({ x, low, high });
  }
  return runs;
}

/** The outline of an envelope; a run of a single column is a bar one pixel wide. */
export function envelopePath(runs: EnvelopeColumn[][], pixelY: (value: number) => number): Path2D {
  const path = new Path2D();
  for (const run of runs) {
    if (run.length === 1) {
      const [{ x, low, high }] = run;
      path.rect(x - 0.5, pixelY(high), 1, pixelY(low) - pixelY(high));
      continue;
    }
    run.forEach(({ x, high }, i) => (i === 0 ? path.moveTo(x, pixelY(high)) : path.lineTo(x, pixelY(high))));
    for (let i = run.length - 1; i >= 0; i--) path.lineTo(run[i].x, pixelY(run[i].low));
    path.closePath();
  }
  return path;
}
