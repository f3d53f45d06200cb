import { runForecast } from '$lib/forecast/backtest';
import { PLAIN_METHODS } from '$lib/forecast/catalogue';
import { givenMethod } from '$lib/forecast/given';
import type { ForecastMethod } from '$lib/forecast/types';
import type { ForecastApi } from '$lib/rpc/forecast';

/** Forecasts by all methods that need no more than a worker's time, and by what a model outside said. */
export const createForecast = (): ForecastApi => ({
  run: (history, task, given, onProgress) =>
    runForecast(
      history,
      task,
      given ? [...PLAIN_METHODS, givenMethod(given) as ForecastMethod] : PLAIN_METHODS,
      {
        onProgress,
      },
    ),
});
