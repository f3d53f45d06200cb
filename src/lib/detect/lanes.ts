import { dailyMaxima, fitDailyGreatest, thresholdOf } from './budget';
import { combine, fitPanel, surprises, type Panel } from './consensus';
import type { ScoreLane } from './detect-types';
import { expected } from './detectors/expected';
import { iqr } from './detectors/iqr';
import { isolationForest } from './detectors/isolation-forest';
import { pca } from './detectors/pca';
import { robustZ } from './detectors/robust-z';
import { windowKnn } from './detectors/window-knn';
import type { PlantModel } from './plant-model';
import { trailingLeast } from './rolling';
import type { Detector, DetectorName, OutsideName } from './types';

/** Steps of a window of the nearest-neighbour detector: an hour of five-minute means. */
const KNN_WINDOW = 12;
const KNN_MEMORY = 300;

/** The detectors that a plant is judged by, cheap ones first. */
export const plantDetectors = (): Detector[] => [
  robustZ(),
  iqr(),
  expected(),
  pca(),
  isolationForest(),
  windowKnn({ window: KNN_WINDOW, memory: KNN_MEMORY }),
];

/** Panel fitted to a plant and what each of its members says of the history. */
export interface PlantPanel {
  panel: Panel;
  lanes: ScoreLane[];
}

/** Threshold that healthy days pass `perDay` times a day, of a score sustained for some steps. */
export function laneThreshold(
  healthy: Float32Array,
  { sustained, perDay }: PlantModel,
  alarmsPerDay: number,
): number | null {
  const daily = fitDailyGreatest(dailyMaxima(trailingLeast(healthy, sustained), perDay));
  return daily === null ? null : thresholdOf(daily, alarmsPerDay);
}

/**
 * Fit and run one detector on a plant.
 * @returns its lane and the members so far with it
 */
export function addLane(
  found: PlantPanel,
  detector: Detector,
  model: PlantModel,
  alarmsPerDay: number,
): PlantPanel {
  const { members, left } = fitPanel([detector], model.coarse, model.coarseUse);
  const panel = { members: [...found.panel.members, ...members], left: [...found.panel.left, ...left] };
  const lanes = members.map((member): ScoreLane => {
    const values = surprises(member.calibration, member.detector.score(model.coarse).values);
    return {
      name: member.detector.name,
      values,
      threshold: laneThreshold(member.healthy, model, alarmsPerDay),
    };
  });
  return { panel, lanes: [...found.lanes, ...lanes] };
}

/** The consensus of all members, and of the outside detectors that join them, as a lane. */
export function consensusLane(
  { panel, lanes }: PlantPanel,
  model: PlantModel,
  alarmsPerDay: number,
  outside: readonly { lane: ScoreLane; healthy: Float32Array }[] = [],
): ScoreLane {
  const values = combine(
    [...lanes, ...outside.map(({ lane }) => lane)].map((lane) => lane.values),
    1,
  );
  const healthy = combine(
    [...panel.members, ...outside].map((member) => member.healthy),
    1,
  );
  return { name: 'consensus', values, threshold: laneThreshold(healthy, model, alarmsPerDay) };
}

/** Greatest surprise of each detector between two steps (from inclusive, to exclusive). */
export function surprisesWithin(
  lanes: readonly ScoreLane[],
  from: number,
  to: number,
): { name: DetectorName | OutsideName; surprise: number }[] {
  return lanes.flatMap(({ name, values }) => {
    if (name === 'consensus' || name === 'tags') return [];
    let most = 0;
    for (let at = Math.max(0, from); at < Math.min(values.length, to); at++)
      if (values[at] > most) most = values[at];
    return [{ name, surprise: most }];
  });
}
