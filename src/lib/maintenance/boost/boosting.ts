/** Gradient boosting of regression trees (Friedman, Annals of Statistics 29, 2001), with subsampling (2002). */

import { nextUnit, seedRandom, type RandomState } from '../../simulator/random';
import { binFeatures } from './bins';
import { growTree, treeValue, type Tree, type TreeSettings } from './tree';

/** How a regressor is learnt. */
export interface BoostSettings extends TreeSettings {
  trees: number;
  /** Share of each tree that is taken, in (0, 1]. */
  rate: number;
  /** Shares of the rows and features that each tree sees, in (0, 1]. */
  rowShare: number;
  featureShare: number;
  seed: number;
}

export const BOOST_DEFAULTS: BoostSettings = {
  trees: 200,
  rate: 0.05,
  depth: 5,
  leastLeaf: 20,
  ridge: 1,
  rowShare: 0.6,
  featureShare: 0.5,
  seed: 1,
};

/** A learnt regressor: the base and what each tree adds. Plain data, to be kept as JSON. */
export interface Boosted {
  base: number;
  rate: number;
  trees: Tree[];
}

/** Places below `length` of which each is kept with a chance. */
const drawn = (random: RandomState, length: number, share: number): Int32Array =>
  Int32Array.from({ length }, (_, at) => at).filter(() => share >= 1 || nextUnit(random) < share);

/**
 * Learn to foretell a target by least squares.
 * @param features shape [features][rows], NaN for a missing value
 * @param target   length rows
 * @throws RangeError without a row or with columns of different lengths
 */
export function fitBoosted(
  features: readonly Float64Array[],
  target: Float64Array,
  settings: Partial<BoostSettings> = {},
): Boosted {
  if (target.length === 0) throw new RangeError('boosting needs rows to learn from, there are none');
  if (features.some(({ length }) => length !== target.length))
    throw new RangeError(`features are not all of the target's length ${target.length}`);
  const chosen = { ...BOOST_DEFAULTS, ...settings };
  const random = seedRandom(chosen.seed, 7);
  const binned = binFeatures(features);
  const base = target.reduce((sum, value) => sum + value, 0) / target.length;
  const lacks = target.map((value) => value - base);
  const boosted: Boosted = { base, rate: chosen.rate, trees: [] };
  for (let round = 0; round < chosen.trees; round++) {
    const rows = drawn(random, target.length, chosen.rowShare);
    const asked = [...drawn(random, features.length, chosen.featureShare)];
    if (rows.length === 0 || asked.length === 0) continue;
    const tree = growTree(binned, lacks, rows, asked, chosen);
    for (let row = 0; row < lacks.length; row++)
      lacks[row] -= chosen.rate * treeValue(tree, (feature) => features[feature][row]);
    boosted.trees.push(tree);
  }
  return boosted;
}

/** What a regressor says of one row. @param row its features, NaN for a missing value */
export const predictBoosted = ({ base, rate, trees }: Boosted, row: ArrayLike<number>): number =>
  trees.reduce((sum, tree) => sum + rate * treeValue(tree, (feature) => row[feature]), base);
