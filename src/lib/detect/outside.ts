import { calibrate } from './calibrate';
import { surprises } from './consensus';
import type { Period, ScoreLane } from './detect-types';
import { usedSteps, type Mask } from './frame';
import { maskOf } from './healthy';
import { laneThreshold } from './lanes';
import type { PlantModel } from './plant-model';
import { pick } from './quantile';
import { LEAST_STEPS } from './standardise';
import type { NotEnough, OutsideName } from './types';

/**
 * Scores of a detector that runs elsewhere, a model in another worker for instance. It joins the lanes, what each
 * detector saw of an event and, where it improved the judged result, the consensus.
 */
export interface OutsideScores {
  name: OutsideName;
  /** Start of the first step, ms since epoch, and width of a step; any width, the frame's range or a part of it. */
  startMs: number;
  stepMs: number;
  /** Higher = more abnormal; NaN where nothing can be said. One a step. */
  scores: Float32Array;
  /** Time that the model did not learn from: its threshold comes from the healthy steps in it. */
  unseen: Period;
  /** Whether it counts in the consensus: only where the judgement of docs/detectors.md says that it helps. */
  joins: boolean;
}

/** A detector's lane with the surprise of healthy steps that it did not learn from. */
export interface OutsideLane {
  lane: ScoreLane;
  healthy: Float32Array;
  joins: boolean;
}

/** Mean of the scores in each coarse step; NaN where there is none. */
function onCoarse({ startMs, stepMs, scores }: OutsideScores, { coarse }: PlantModel): Float32Array {
  const sums = new Float64Array(coarse.length);
  const counts = new Uint32Array(coarse.length);
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at];
    if (score !== score) continue;
    const first = (startMs + at * stepMs - coarse.startMs) / coarse.stepMs;
    const end = Math.max(Math.floor(first) + 1, Math.round(first + stepMs / coarse.stepMs));
    for (let k = Math.max(0, Math.floor(first)); k < Math.min(coarse.length, end); k++) {
      sums[k] += score;
      counts[k] += 1;
    }
  }
  return Float32Array.from(sums, (sum, k) =>
    coarse.present[k] !== 0 && counts[k] > 0 ? sum / counts[k] : NaN,
  );
}

/**
 * Put outside scores on the scale that all detectors share.
 * @returns `NotEnough` with fewer than 200 healthy steps that the model did not learn from
 */
export function outsideLane(
  outside: OutsideScores,
  model: PlantModel,
  alarmsPerDay: number,
): OutsideLane | NotEnough {
  const { coarse, coarseUse } = model;
  const scores = onCoarse(outside, model);
  const unseen = maskOf(coarse, outside.unseen);
  const use: Mask = coarseUse.map((value, at) => (unseen[at] !== 0 && scores[at] === scores[at] ? value : 0));
  const steps = usedSteps(use);
  if (steps.length < LEAST_STEPS)
    return {
      kind: 'not-enough',
      reason: 'short history',
      message: `${steps.length} healthy steps that the model did not learn from, ${LEAST_STEPS} are needed: train it on a shorter time`,
    };
  const values = surprises(calibrate(pick(scores, steps)), scores);
  const healthy = new Float32Array(coarse.length).fill(NaN);
  for (const at of steps) healthy[at] = values[at];
  const lane = { name: outside.name, values, threshold: laneThreshold(healthy, model, alarmsPerDay) };
  return { lane, healthy, joins: outside.joins };
}
