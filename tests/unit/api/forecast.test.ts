/** /api/forecast over a forecast that was really made, by the naive methods. */
import { beforeAll, expect, test } from 'vitest';
import { forecast } from '$lib/api/forecast';
import { ApiError } from '$lib/api/http';
import { runForecast } from '$lib/forecast/backtest';
import { persistence, seasonalNaive } from '$lib/forecast/naive';
import { HOUR_MS, type ForecastMethod } from '$lib/forecast/types';
import type { KeptForecast } from '$lib/store/forecast-types';
import type { Plant } from '$lib/store/plant-types';
import { historyOf, rhythm } from '../forecast/support';

const HOURS = 30 * 24;
const values = rhythm(HOURS, 1);
const history = historyOf(values);
const knownMs = history.startMs + HOURS * HOUR_MS;
const plantUntil = (endMs: number) =>
  ({ info: { endMs, tags: [{ tag: 'ch4', unit: '%' }] } }) as unknown as Plant;

let kept: KeptForecast;
beforeAll(async () => {
  const methods = [persistence, seasonalNaive] as unknown as ForecastMethod[];
  const run = await runForecast(history, { targets: [0], horizon: 24 }, methods);
  kept = {
    ...{ key: 'k', targets: [{ channel: 'gas.ch4', tag: 'ch4' }], knownMs, madeMs: knownMs, tookMs: 1 },
    ...{ leftOut: [], values: [Float32Array.from(values)], run },
  };
});

interface Answer {
  data: {
    known_until: string;
    targets: {
      target: string;
      unit: string;
      model: string;
      forecast: {
        timestamp: string;
        predicted_value: number;
        low: number;
        high: number;
        interval_coverage: number;
      }[];
    }[];
  };
}
const ask = (search: string, endMs = knownMs) =>
  forecast(plantUntil(endMs), new URLSearchParams(search), [kept]).body as unknown as Answer;

test('each hour ahead with what the winning method says, within its interval', () => {
  const { known_until, targets } = ask('').data;
  expect(known_until).toBe(new Date(knownMs).toISOString());
  const [{ target, unit, model, forecast: points }] = targets;
  expect([target, unit]).toEqual(['gas.ch4', '%']);
  expect(points).toHaveLength(24);
  const said = kept.run.targets[0].methods.find(({ name }) => name === model)?.ahead;
  points.forEach((point, step) => {
    expect(point.timestamp).toBe(new Date(knownMs + step * HOUR_MS).toISOString());
    expect(point.predicted_value).toBe(said?.[step]);
    expect(point.low).toBeLessThan(point.predicted_value);
    expect(point.high).toBeGreaterThan(point.predicted_value);
    expect(point.interval_coverage).toBeGreaterThan(0.5);
  });
});

test('a horizon cuts it short', () => {
  expect(ask('horizon=3').data.targets[0].forecast).toHaveLength(3);
});

for (const horizon of ['0', '25', '1.5', 'x', ''])
  test(`horizon "${horizon}" is refused`, () => {
    expect(() => ask(`horizon=${horizon}`)).toThrow(/is not a whole number of hours from 1 to 24/);
  });

test('what was forecast from later than is known is not answered', () => {
  expect(() => ask('', knownMs - HOUR_MS)).toThrow(ApiError);
  expect(() => ask('', knownMs - HOUR_MS)).toThrow('nothing was forecast yet');
});
