import type { OutsideScores } from '$lib/detect/outside';
import type { AnomalySearch } from './anomaly-types';
import { answerModel, modelInUse } from './model-inference';
import type { Plant } from './plant-types';

/**
 * Whether a model's score counts in the consensus: only where the judgement says that it helps (docs/detectors.md,
 * scripts/bench/neural-skab.ts).
 */
const JOINS = { autoencoder: false, vae: false } as const;

/**
 * Scores of a model that was trained on the plant, minute by minute.
 * @returns null when it was never trained on this plant
 * @throws ModelFileError; AbortError; DeviceLostError
 */
export const scoresOf =
  (name: keyof typeof JOINS) =>
  async (plant: Plant, { range }: AnomalySearch, signal?: AbortSignal): Promise<OutsideScores | null> => {
    const manifest = await modelInUse(plant.info.fingerprint, name);
    if (!manifest) return null;
    const { outputs, startMs } = await answerModel(plant, manifest, range, ['score'], { signal });
    const stepMs = manifest.stepSeconds * 1000;
    const scores = outputs.score ?? new Float32Array();
    const fromMs = manifest.training.learnt?.toMs ?? range.fromMs;
    return {
      ...{ name, startMs, stepMs, scores, joins: JOINS[name] },
      unseen: { fromMs: Math.max(fromMs, range.fromMs), toMs: range.toMs },
    };
  };
