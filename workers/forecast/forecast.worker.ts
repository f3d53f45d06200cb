import { expose } from 'comlink';
import type { ForecastApi } from '$lib/rpc/forecast';
import { createForecast } from './forecast';

expose(createForecast() satisfies ForecastApi);
