import { seedRandom, nextUnit, type RandomState } from '../../simulator/random';
import { usedSteps, type Mask } from '../frame';
import { addSplits, averagePathLength, growTree, pathLength, type IsolationTree } from '../isolation-tree';
import { gather } from '../rows';
import type { Standardised } from '../standardise';
import { shares, type Detector, type DetectorScore, type FittedDetector, type NotEnough } from '../types';

export interface ForestSettings {
  trees: number;
  /** Points each tree is grown from. */
  sample: number;
  /** The same seed gives the same forest. */
  seed: number;
}

/** The values of the paper, as in scikit-learn. */
const DEFAULTS: ForestSettings = { trees: 100, sample: 256, seed: 1 };
const LEAST_TAGS = 2;

/** Trees of random samples of the points. */
export function growForest(points: readonly Float64Array[], settings: ForestSettings): IsolationTree[] {
  const random = seedRandom(settings.seed, 17);
  const size = Math.min(settings.sample, points.length);
  return Array.from({ length: settings.trees }, () => growTree(sampleOf(points, size, random), random));
}

function sampleOf(points: readonly Float64Array[], size: number, random: RandomState): Float64Array[] {
  const order = Int32Array.from(points, (_, i) => i);
  return Array.from({ length: size }, (_, taken) => {
    const pick = taken + Math.floor(nextUnit(random) * (order.length - taken));
    const chosen = order[pick];
    order[pick] = order[taken];
    order[taken] = chosen;
    return points[chosen];
  });
}

/** Anomaly score 2^(-E[h]/c(sample)) of a point, in (0, 1]: about .5 for a usual one (Liu 2008, eq. 2). */
export function forestScore(trees: readonly IsolationTree[], sample: number, point: Float64Array): number {
  let sum = 0;
  for (const tree of trees) sum += pathLength(tree, point);
  return 2 ** (-sum / trees.length / averagePathLength(sample));
}

/** Points that forests are grown from, at most. */
const MOST_POINTS = 50_000;

/** Isolation forest: what few random splits part from the rest is abnormal (Liu, Ting & Zhou, ICDM 2008). */
export function isolationForest(settings: Partial<ForestSettings> = {}): Detector {
  const given = { ...DEFAULTS, ...settings };
  const fit = (data: Standardised, use: Mask): FittedDetector | NotEnough => {
    const n = data.columns.length;
    if (n < LEAST_TAGS) {
      const message = `an isolation forest needs ${LEAST_TAGS} tags that change, there is ${n}: map or select more tags`;
      return { kind: 'not-enough', reason: 'few tags', message };
    }
    const zero = new Float64Array(n);
    const all = usedSteps(use);
    const every = Math.max(1, Math.floor(all.length / MOST_POINTS));
    const steps = all.filter((_, k) => k % every === 0);
    const points = Array.from(steps, (at) => gather(data, at, zero, new Float64Array(n)));
    const trees = growForest(points, given);
    const sample = Math.min(given.sample, points.length);
    const score = (scored: Standardised): DetectorScore => {
      const values = new Float32Array(scored.length).fill(NaN);
      const row = new Float64Array(n);
      for (let at = 0; at < scored.length; at++)
        if (scored.present[at] !== 0) values[at] = forestScore(trees, sample, gather(scored, at, zero, row));
      return { values, valid: scored.present };
    };
    const contributions = (scored: Standardised, from: number, to: number): Float64Array => {
      const weights = new Float64Array(n);
      const row = new Float64Array(n);
      for (let at = from; at < to; at++) {
        if (scored.present[at] === 0) continue;
        gather(scored, at, zero, row);
        for (const tree of trees) addSplits(tree, row, weights);
      }
      return shares(weights);
    };
    return { kind: 'fitted', name: 'isolation-forest', score, contributions };
  };
  return { name: 'isolation-forest', fit };
}
