import { nextUnit, type RandomState } from '../simulator/random';

/** Euler's constant. */
const EULER = 0.5772156649015329;

/**
 * Mean path length of an unsuccessful search in a binary search tree of n points: c(n) of Liu, Ting & Zhou (ICDM 2008,
 * eq. 1), with the harmonic number by its logarithm as scikit-learn has it.
 */
export function averagePathLength(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + EULER) - (2 * (n - 1)) / n;
}

/** A tree of random splits in flat arrays; node 0 is the root. */
export interface IsolationTree {
  /** Tag a node splits on, -1 at a leaf. */
  feature: Int16Array;
  /** Value at which a node splits; the mean path length that a leaf's points would go on. */
  value: Float64Array;
  /** Child for values <= `value`; the other is the next one. */
  left: Int32Array;
}

interface Growing {
  feature: number[];
  value: number[];
  left: number[];
}

/** The tags that differ among the points, with their range. */
function splitAt(
  points: readonly Float64Array[],
  members: Int32Array,
  random: RandomState,
): { feature: number; value: number } | null {
  const n = points[0].length;
  const tried = Array.from({ length: n }, (_, i) => i);
  for (let left = n; left > 0; left--) {
    const pick = Math.floor(nextUnit(random) * left);
    const feature = tried[pick];
    tried[pick] = tried[left - 1];
    let min = Infinity;
    let max = -Infinity;
    for (const member of members) {
      min = Math.min(min, points[member][feature]);
      max = Math.max(max, points[member][feature]);
    }
    if (max > min) return { feature, value: min + nextUnit(random) * (max - min) };
  }
  return null;
}

function grow(
  tree: Growing,
  node: number,
  points: readonly Float64Array[],
  members: Int32Array,
  depth: number,
  random: RandomState,
): void {
  const split = depth > 0 && members.length > 1 ? splitAt(points, members, random) : null;
  if (split === null) {
    tree.feature[node] = -1;
    tree.value[node] = averagePathLength(members.length);
    tree.left[node] = -1;
    return;
  }
  const { feature, value } = split;
  const left = tree.feature.length;
  tree.feature.push(-1, -1);
  tree.value.push(0, 0);
  tree.left.push(-1, -1);
  tree.feature[node] = feature;
  tree.value[node] = value;
  tree.left[node] = left;
  const goesLeft = (member: number) => points[member][feature] <= value;
  grow(tree, left, points, members.filter(goesLeft), depth - 1, random);
  grow(
    tree,
    left + 1,
    points,
    members.filter((member) => !goesLeft(member)),
    depth - 1,
    random,
  );
}

/**
 * A tree that isolates points by random splits, down to ceil(log2(points)) levels.
 * @param points each [tags]
 */
export function growTree(points: readonly Float64Array[], random: RandomState): IsolationTree {
  const tree: Growing = { feature: [-1], value: [0], left: [-1] };
  const members = Int32Array.from(points, (_, i) => i);
  grow(tree, 0, points, members, Math.ceil(Math.log2(Math.max(2, points.length))), random);
  return {
    feature: Int16Array.from(tree.feature),
    value: Float64Array.from(tree.value),
    left: Int32Array.from(tree.left),
  };
}

/** Path length of a point: splits passed, and what its leaf's points would go on. */
export function pathLength({ feature, value, left }: IsolationTree, point: Float64Array): number {
  let node = 0;
  let depth = 0;
  while (feature[node] >= 0) {
    node = point[feature[node]] <= value[node] ? left[node] : left[node] + 1;
    depth += 1;
  }
  return depth + value[node];
}

/** Add 1/depth to each tag that splits on the point's way: the shorter the way, the more it says (Carletti, local DIFFI). */
export function addSplits(
  { feature, value, left }: IsolationTree,
  point: Float64Array,
  weights: Float64Array,
): void {
  const passed: number[] = [];
  let node = 0;
  while (feature[node] >= 0) {
    passed.push(feature[node]);
    node = point[feature[node]] <= value[node] ? left[node] : left[node] + 1;
  }
  for (const tag of passed) weights[tag] += 1 / passed.length;
}
