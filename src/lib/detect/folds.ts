import { usedSteps, type Mask } from './frame';
import { sliceSteps, type Standardised } from './standardise';
import type { Detector } from './types';

/** Parts that the healthy period is cut into. */
const FOLDS = 4;

/**
 * Scores of healthy steps by detectors that were not fitted on them: the healthy steps are cut into four parts in
 * order, each is scored by a detector fitted on the other three.
 * @returns length of the data; NaN for steps not in use or where no fold could be fitted
 */
export function scoresOutOfFold(detector: Detector, data: Standardised, use: Mask): Float32Array {
  const scores = new Float32Array(data.length).fill(NaN);
  const steps = usedSteps(use);
  if (steps.length === 0) return scores;
  const first = steps[0];
  const last = steps[steps.length - 1] + 1;
  const healthy = sliceSteps(data, first, last);
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = steps.subarray(
      Math.floor((fold * steps.length) / FOLDS),
      Math.floor(((fold + 1) * steps.length) / FOLDS),
    );
    if (held.length === 0) continue;
    const rest = use.slice(first, last);
    for (const at of held) rest[at - first] = 0;
    const fitted = detector.fit(healthy, rest);
    if (fitted.kind !== 'fitted') return scores;
    const { values } = fitted.score(healthy);
    for (const at of held) scores[at] = values[at - first];
  }
  return scores;
}
