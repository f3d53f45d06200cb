import { HIGH, LOW } from '$lib/forecast/conformal';
import { linesAhead } from '$lib/forecast/lines';
import { HORIZON, HOUR_MS } from '$lib/forecast/types';
import type { KeptForecast } from '$lib/store/forecast-types';
import type { Plant } from '$lib/store/plant-types';
import { ApiError, finiteOrNull, isoOrNull, ok, type ApiResponse } from './http';

function horizonOf(text: string | null): number {
  const hours = text === null ? HORIZON : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  if (!(hours >= 1 && hours <= HORIZON))
    throw new ApiError(400, `horizon "${text}" is not a whole number of hours from 1 to ${HORIZON}`);
  return hours;
}

function targetRow(kept: KeptForecast, at: number, horizon: number, unit: string | null) {
  const { run, targets } = kept;
  const target = run.targets[at];
  const lines = linesAhead(run, target, target.winner);
  const test = target.methods.find(({ name }) => name === target.winner)?.test;
  const points = Array.from({ length: lines ? horizon : 0 }, (_, step) => ({
    timestamp: isoOrNull(run.startMs + (run.hours + step) * HOUR_MS),
    horizon_hours: step + 1,
    predicted_value: finiteOrNull(lines?.middle[step] ?? Number.NaN),
    low: finiteOrNull(lines?.lines[LOW][step] ?? Number.NaN),
    high: finiteOrNull(lines?.lines[HIGH][step] ?? Number.NaN),
    // As measured in the back-test, so that an interval is never better than it was.
    interval_coverage: finiteOrNull(test?.coverage[step] ?? Number.NaN),
    mase_last_reading: finiteOrNull(test?.maseLast[step] ?? Number.NaN),
    mase_seasonal_naive: finiteOrNull(test?.maseDay[step] ?? Number.NaN),
  }));
  return {
    ...{ target: targets[at].channel, tag: targets[at].tag, unit, model: target.winner },
    note: target.problem?.message ?? run.noBacktest,
    forecast: points,
  };
}

/**
 * GET /api/forecast: the newest forecast that was made of what may be known, with its 80 % interval.
 * @param kept forecasts of the plant, those that knew most first
 * @throws ApiError 400 for a horizon that is none; 404 when none was made
 */
export function forecast(plant: Plant, params: URLSearchParams, kept: readonly KeptForecast[]): ApiResponse {
  const horizon = horizonOf(params.get('horizon'));
  const found = kept.find(({ knownMs }) => knownMs <= plant.info.endMs);
  if (!found)
    throw new ApiError(
      404,
      'nothing was forecast yet: open the Forecast page and press "Forecast from the last hour"',
    );
  const unitOf = (name: string) => plant.info.tags.find(({ tag }) => tag === name)?.unit ?? null;
  return ok({
    known_until: isoOrNull(found.knownMs),
    interval: '80 %',
    targets: found.targets.map(({ tag }, at) => targetRow(found, at, horizon, unitOf(tag))),
  });
}
