import { describe, expect, it } from 'vitest';
import { runForecast } from '$lib/forecast/backtest';
import { PLAIN_METHODS } from '$lib/forecast/catalogue';
import { crossing } from '$lib/forecast/crossing';
import { linesAhead, linesThen } from '$lib/forecast/lines';
import { persistence, seasonalNaive } from '$lib/forecast/naive';
import { predictionRows } from '$lib/forecast/prediction-rows';
import { dampedSmoothing } from '$lib/forecast/smoothing';
import { upTo, type ForecastMethod } from '$lib/forecast/types';
import { historyOf, rhythm, seeded } from './support';

const TASK = { targets: [0], horizon: 24 };
const NAIVE = [persistence, seasonalNaive] as unknown as ForecastMethod[];
const HOURS = 30 * 24;

function twoChannels(change?: { at: number; by: number }) {
  const values = rhythm(HOURS, 1);
  const other = rhythm(HOURS, 2);
  // Gaps of an hour and of a day.
  values[500] = NaN;
  values.fill(NaN, 620, 644);
  if (change)
    for (let at = change.at; at < HOURS; at++)
      [values[at], other[at]] = [values[at] + change.by * (at % 7), 0];
  return historyOf(values, other);
}

describe('rolling-origin back-test', () => {
  it('a change in the future changes nothing that was forecast earlier, by any method', async () => {
    const at = 660;
    const [before, after] = await Promise.all([
      runForecast(twoChannels(), TASK, PLAIN_METHODS),
      runForecast(twoChannels({ at, by: 40 }), TASK, PLAIN_METHODS),
    ]);
    const { origins, horizon } = before;
    let compared = 0;
    before.targets[0].methods.forEach((method, i) => {
      const other = after.targets[0].methods[i];
      origins.forEach((known, origin) => {
        if (known > at) return;
        for (let step = 0; step < horizon; step++, compared++)
          expect(other.forecast[origin * horizon + step]).toBe(method.forecast[origin * horizon + step]);
      });
      // The end has seen the change: the test would fail a method that looks at nothing; a week before lies before it.
      if (method.name !== 'weekly naive')
        expect(Array.from(other.ahead)).not.toEqual(Array.from(method.ahead));
    });
    expect(compared).toBeGreaterThan(10_000);
    const then = (run: typeof before) => linesThen(run, run.targets[0], at);
    expect(then(after)?.known).toBeLessThanOrEqual(at);
    expect(then(after)).toEqual(then(before));
  }, 60_000);

  it('what a cut history forecasts from its end is what the whole history forecast from there by the naive methods', async () => {
    const whole = twoChannels();
    const run = await runForecast(whole, TASK, NAIVE);
    const origin = run.origins.indexOf(600);
    const cut = await runForecast(upTo(whole, 600), TASK, NAIVE);
    for (const at of [0, 1])
      expect(Array.from(cut.targets[0].methods[at].ahead)).toEqual(
        Array.from(run.targets[0].methods[at].forecast.subarray(origin * 24, (origin + 1) * 24)).map(
          (said) => expect.closeTo(said, 4) as number,
        ),
      );
  });

  it('on a daily rhythm the linear model beats both naive forecasts on hours it had not seen, and the band holds near 80 %', async () => {
    const { targets } = await runForecast(historyOf(rhythm(90 * 24, 5)), TASK, PLAIN_METHODS);
    const { test } = targets[0].methods.find(({ name }) => name === 'linear')!;
    expect(Math.max(...test.maseLast)).toBeLessThan(1);
    expect(Math.max(...test.maseDay)).toBeLessThan(1);
    const coverage = test.coverage.reduce((sum, share) => sum + share / 24, 0);
    expect(coverage).toBeGreaterThan(0.75);
    expect(coverage).toBeLessThan(0.85);
    expect(targets[0].left.map(({ name }) => name)).toContain('linear, several channels');
  }, 60_000);

  it('no method beats the last reading on a random walk by much: nothing leaks', async () => {
    const random = seeded(9);
    let level = 100;
    const walk = Float64Array.from({ length: 60 * 24 }, () => (level += random() - 0.5));
    const { targets } = await runForecast(historyOf(walk), TASK, PLAIN_METHODS);
    for (const { test } of targets[0].methods) expect(Math.min(...test.maseLast)).toBeGreaterThan(0.9);
  }, 60_000);

  it('a constant target, a short history and a standing plant get a reason and the naive forecast', async () => {
    const flat = await runForecast(historyOf(new Float64Array(HOURS).fill(7)), TASK, NAIVE);
    expect(flat.targets[0].problem?.kind).toBe('constant');
    expect(flat.targets[0].methods[0].ahead[23]).toBe(7);
    const short = await runForecast(historyOf(rhythm(48, 3)), TASK, NAIVE);
    expect(short.noBacktest).toContain('48 hours');
    expect(Number.isFinite(short.targets[0].methods[0].ahead[0])).toBe(true);
    const values = rhythm(HOURS, 3).fill(NaN, HOURS - 10);
    const still = await runForecast(historyOf(values), TASK, NAIVE);
    expect(still.targets[0].problem?.kind).toBe('standing still');
    expect(still.targets[0].methods[0].ahead[0]).toBe(values[HOURS - 11]);
  });

  it('is given up between two lots when it is cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(runForecast(twoChannels(), TASK, NAIVE, { signal })).rejects.toThrow(/abort/i);
  });

  it('a limit far below is unlikely, one at the forecast is likely in half of the hours', async () => {
    const run = await runForecast(historyOf(rhythm(HOURS, 4)), TASK, NAIVE);
    const [method] = run.targets[0].methods;
    expect(Math.max(...crossing(run, run.targets[0], method, 'below', 20).chance)).toBeLessThan(0.01);
    const above = crossing(run, run.targets[0], method, 'above', method.ahead[0]);
    expect(above.chance[0]).toBeGreaterThan(0.2);
    expect(above.chance[0]).toBeLessThan(0.8);
    const lines = linesAhead(run, run.targets[0], 'persistence')!;
    expect(lines.lines[0][5]).toBeLessThan(lines.middle[5]);
    expect(lines.lines[4][5]).toBeGreaterThan(lines.middle[5]);
  });

  it('rows of model_predictions hold outcome and error where known, and nothing of them ahead', async () => {
    const run = await runForecast(historyOf(rhythm(HOURS, 4)), TASK, NAIVE);
    const rows = predictionRows(run);
    const ahead = rows.filter(({ timestamp }) => timestamp >= run.startMs + run.hours * 3_600_000);
    const own = ahead.filter(
      ({ prediction_time }) => prediction_time === run.startMs + run.hours * 3_600_000 - 60_000,
    );
    expect(own).toHaveLength(24);
    expect(ahead.every(({ actual_value }) => Number.isNaN(actual_value))).toBe(true);
    const past = rows.find(({ error }) => !Number.isNaN(error))!;
    expect(past.error).toBe(past.actual_value - past.predicted_value);
    expect(past.timestamp).toBe(
      past.prediction_time + 60_000 + (past.prediction_horizon_hours - 1) * 3_600_000,
    );
  });
});

describe('damped smoothing', () => {
  it('follows a rhythm without noise and says the next day', async () => {
    const history = historyOf(rhythm(HOURS, 6, 0));
    const states = await dampedSmoothing.fit(history, TASK);
    const [block] = await dampedSmoothing.forecast(states as never, [history], TASK);
    block.forEach((said, step) =>
      expect(Math.abs(said - 70 - 3 * Math.sin((2 * Math.PI * (HOURS + step)) / 24))).toBeLessThan(1),
    );
  });
});
