import type { OutsideScores } from '$lib/detect/outside';
import type { AnomalySearch } from './anomaly-types';
import { scoresOf } from './model-scores';
import type { Plant } from './plant-types';

/**
 * A model that scores a plant in a worker of its own.
 * @returns its scores over the search's range, or null when it is not ready for this plant (not trained yet)
 * @throws AbortError when cancelled
 */
export type OutsideDetector = (
  plant: Plant,
  search: AnomalySearch,
  signal?: AbortSignal,
) => Promise<OutsideScores | null>;

/** Every model that takes part in a search. */
export const OUTSIDE_DETECTORS: readonly OutsideDetector[] = [scoresOf('autoencoder'), scoresOf('vae')];

/** Scores of all that are ready; one after the other, as each needs the machine for itself. */
export async function scoreOutside(
  plant: Plant,
  search: AnomalySearch,
  detectors: readonly OutsideDetector[],
  signal?: AbortSignal,
): Promise<OutsideScores[]> {
  const found: OutsideScores[] = [];
  for (const detector of detectors) {
    signal?.throwIfAborted();
    const scores = await detector(plant, search, signal);
    if (scores !== null) found.push(scores);
  }
  return found;
}
