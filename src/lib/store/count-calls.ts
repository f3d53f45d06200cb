import type { Plant } from './plant-types';

/** A plant whose questions under way are counted. */
export interface CountedPlant {
  plant: Plant;
  /** Questions that have no answer yet. */
  pending(): number;
}

/** Count the questions that a plant is asked and has not yet answered; all else is passed on. */
export function countCalls(plant: Plant): CountedPlant {
  let open = 0;
  async function counted<T>(answer: Promise<T>): Promise<T> {
    open++;
    try {
      return await answer;
    } finally {
      open--;
    }
  }
  return {
    pending: () => open,
    plant: {
      info: plant.info,
      series: (...asked) => counted(plant.series(...asked)),
      statistics: (...asked) => counted(plant.statistics(...asked)),
      coverage: (...asked) => counted(plant.coverage(...asked)),
      ask: (range, make, signal) => counted(plant.ask(range, make, signal)),
      query: (...asked) => counted(plant.query(...asked)),
      setSourceFiles: (files) => plant.setSourceFiles(files),
      tagOf: (canonical) => plant.tagOf(canonical),
      setMapping: (mapping) => plant.setMapping(mapping),
      dispose: () => plant.dispose(),
    },
  };
}
