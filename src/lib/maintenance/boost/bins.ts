/** Features cut into few bins, so that a tree looks at a bin instead of at a row (Ke et al., LightGBM, NeurIPS 2017). */

const MOST_BINS = 64;
const SAMPLE = 4000;

/** Rows of features in bins. */
export interface Binned {
  rows: number;
  /** Bin of each row, a column a feature; a missing value has bin 0. */
  columns: Uint8Array[];
  /** Upper edge of each bin but the last, ascending, a list a feature: bin b + 1 holds values up to edge b. */
  edges: Float64Array[];
}

/** Edges between the quantiles of a feature; fewer where values repeat. */
function edgesOf(values: Float64Array): Float64Array {
  const every = Math.max(1, Math.floor(values.length / SAMPLE));
  const sorted = values.filter((value, at) => at % every === 0 && Number.isFinite(value)).sort();
  const edges: number[] = [];
  for (let bin = 1; bin < MOST_BINS; bin++) {
    const edge = sorted[Math.floor((bin * sorted.length) / MOST_BINS)];
    if (edge !== undefined && (edges.length === 0 || edge > edges[edges.length - 1])) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** Bin of a value: 0 when it is missing, else 1 + the number of edges below it. */
function binOf(edges: Float64Array, value: number): number {
  if (Number.isNaN(value)) return 0;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** Cut features into bins. @param features shape [features][rows], NaN for a missing value */
export function binFeatures(features: readonly Float64Array[]): Binned {
  const edges = features.map(edgesOf);
  const columns = features.map((values, i) => Uint8Array.from(values, (value) => binOf(edges[i], value)));
  return { rows: features[0]?.length ?? 0, columns, edges };
}
