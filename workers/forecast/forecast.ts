import { runForecast } from '$lib/forecast/backtest';
import { PLAIN_METHODS } from '$lib/forecast/catalogue';
import type { ForecastApi } from '$lib/rpc/forecast';

/** Forecasts by all methods that need no more than a worker's time. */
export const createForecast = (): ForecastApi => ({
  run: (history, task, onProgress) => runForecast(history, task, PLAIN_METHODS, { onProgress }),
});
