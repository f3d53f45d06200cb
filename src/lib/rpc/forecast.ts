/** The forecast worker's contract: hours in, forecasts with their back-test out. */

import type { Remote } from 'comlink';
import type { GivenForecasts } from '$lib/forecast/given';
import type { ForecastProgress, ForecastRun } from '$lib/forecast/run-types';
import type { ForecastTask, History } from '$lib/forecast/types';
import { connectWorker, type Connection } from './connect';

export interface ForecastApi {
  /**
   * Fit every method, back-test and forecast; `given` is what a model outside said from the same hours, null for none. `onProgress` is a Comlink proxy. Ending the worker cancels it.
   * @throws ForecastError for a target that is no channel
   */
  run(
    history: History,
    task: ForecastTask,
    given: GivenForecasts | null,
    onProgress: (progress: ForecastProgress) => void,
  ): Promise<ForecastRun>;
}

/** Start a forecast worker. Ending it cancels at once. */
export function connectForecast(): Connection<Remote<ForecastApi>> {
  return connectWorker<ForecastApi>(
    new Worker(new URL('../../../workers/forecast/forecast.worker.ts', import.meta.url), {
      type: 'module',
      name: 'forecast',
    }),
  );
}
