import type { Binned } from './bins';

/**
 * A regression tree in flat lists, the root first. `feature` -1 marks a leaf with its `value`; else a row goes to `left`
 * when its feature is missing or at most `threshold`, to `left + 1` when not.
 */
export interface Tree {
  feature: number[];
  threshold: number[];
  left: number[];
  value: number[];
}

/** How a tree is grown. */
export interface TreeSettings {
  depth: number;
  /** Rows that a leaf has at least. */
  leastLeaf: number;
  /** Ridge on the value of a leaf. */
  ridge: number;
}

interface Split {
  feature: number;
  bin: number;
  gain: number;
}

interface Sums {
  gradient: Float64Array;
  count: Float64Array;
}

const BINS = 66;

function sumsOf(column: Uint8Array, rows: Int32Array, gradient: Float64Array): Sums {
  const sums = { gradient: new Float64Array(BINS), count: new Float64Array(BINS) };
  for (let k = 0; k < rows.length; k++) {
    const bin = column[rows[k]];
    sums.gradient[bin] += gradient[rows[k]];
    sums.count[bin] += 1;
  }
  return sums;
}

const scoreOf = (sum: number, count: number, ridge: number) => (sum * sum) / (count + ridge);

/** Best cut of a feature after one of its bins; null when no cut leaves enough rows on both sides. */
function bestCut(
  feature: number,
  { gradient, count }: Sums,
  total: number,
  rows: number,
  settings: TreeSettings,
): Split | null {
  const whole = scoreOf(total, rows, settings.ridge);
  let [sum, seen, best] = [0, 0, null as Split | null];
  for (let bin = 0; bin < BINS - 1; bin++) {
    if (count[bin] === 0) continue;
    sum += gradient[bin];
    seen += count[bin];
    if (seen < settings.leastLeaf || rows - seen < settings.leastLeaf) continue;
    const gain =
      scoreOf(sum, seen, settings.ridge) + scoreOf(total - sum, rows - seen, settings.ridge) - whole;
    if (gain > (best?.gain ?? 1e-12)) best = { feature, bin, gain };
  }
  return best;
}

function bestSplit(
  binned: Binned,
  rows: Int32Array,
  gradient: Float64Array,
  features: readonly number[],
  settings: TreeSettings,
): Split | null {
  let total = 0;
  for (let k = 0; k < rows.length; k++) total += gradient[rows[k]];
  let best: Split | null = null;
  for (const feature of features) {
    const sums = sumsOf(binned.columns[feature], rows, gradient);
    const cut = bestCut(feature, sums, total, rows.length, settings);
    if (cut && cut.gain > (best?.gain ?? 0)) best = cut;
  }
  return best;
}

/**
 * Grow a tree towards negative gradients, level by level.
 * @param gradient what each row still lacks, length rows
 * @param rows     rows to learn from
 * @param features features that may be asked
 */
export function growTree(
  binned: Binned,
  gradient: Float64Array,
  rows: Int32Array,
  features: readonly number[],
  settings: TreeSettings,
): Tree {
  const tree: Tree = { feature: [-1], threshold: [0], left: [0], value: [0] };
  const open = [{ node: 0, rows, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next;
    const inside = next.rows;
    const split = depth < settings.depth ? bestSplit(binned, inside, gradient, features, settings) : null;
    if (!split) {
      let sum = 0;
      for (let k = 0; k < inside.length; k++) sum += gradient[inside[k]];
      tree.value[node] = sum / (inside.length + settings.ridge);
      continue;
    }
    const column = binned.columns[split.feature];
    const left = tree.feature.length;
    const edges = binned.edges[split.feature];
    tree.feature[node] = split.feature;
    // A cut after the bin of missing values alone parts them from all others.
    tree.threshold[node] = split.bin === 0 ? -Infinity : edges[split.bin - 1];
    tree.left[node] = left;
    for (let side = 0; side < 2; side++) {
      tree.feature.push(-1);
      tree.threshold.push(0);
      tree.left.push(0);
      tree.value.push(0);
    }
    open.push(
      { node: left, rows: inside.filter((row) => column[row] <= split.bin), depth: depth + 1 },
      { node: left + 1, rows: inside.filter((row) => column[row] > split.bin), depth: depth + 1 },
    );
  }
  return tree;
}

/** What a tree says of a row. @param of value of a feature, NaN when it is missing */
export function treeValue(
  { feature, threshold, left, value }: Tree,
  of: (feature: number) => number,
): number {
  let node = 0;
  while (feature[node] >= 0) {
    const asked = of(feature[node]);
    node = Number.isNaN(asked) || asked <= threshold[node] ? left[node] : left[node] + 1;
  }
  return value[node];
}
