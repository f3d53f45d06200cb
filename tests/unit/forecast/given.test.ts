import { describe, expect, it } from 'vitest';
import { runForecast } from '$lib/forecast/backtest';
import { LEVELS } from '$lib/forecast/conformal';
import { givenMethod, linesBetween, type GivenForecasts } from '$lib/forecast/given';
import { linesAhead, linesThen } from '$lib/forecast/lines';
import { persistence, seasonalNaive } from '$lib/forecast/naive';
import { planBacktest, type BacktestPlan } from '$lib/forecast/plan';
import { isUnfit, type ForecastMethod } from '$lib/forecast/types';
import { halfOfIt, seenHours } from '$lib/ui/forecast/attention';
import { neuralWords } from '$lib/ui/forecast/words';
import { historyOf, rhythm, seeded } from './support';

const HORIZON = 24;
const HOURS = 40 * 24;
const TASK = { targets: [0], horizon: HORIZON };
const NAIVE = [persistence, seasonalNaive] as unknown as ForecastMethod[];

function planned(): BacktestPlan {
  const found = planBacktest(HOURS, HORIZON);
  if (isUnfit(found)) throw new Error(found.unfit);
  return found;
}
const plan = planned();

/** A network that knows the outcome but for a bias, and whose band of +- 0.01 is far too narrow. */
function given(values: Float64Array, { bias = 0.05, from = 0 } = {}): GivenForecasts {
  const known = Int32Array.from([...plan.origins, HOURS].filter((hours) => hours >= from));
  const middle = new Float32Array(known.length * HORIZON);
  known.forEach((hours, at) => {
    for (let step = 0; step < HORIZON; step++)
      middle[at * HORIZON + step] = (values[hours + step] ?? 70) + bias;
  });
  return {
    ...{ channels: ['t0'], horizon: HORIZON, known, middle, unfit: null },
    low: middle.map((value) => value - 0.01),
    high: middle.map((value) => value + 0.01),
  };
}

const run = (values: Float64Array, forecasts: GivenForecasts) =>
  runForecast(historyOf(values), TASK, [...NAIVE, givenMethod(forecasts) as ForecastMethod]);

describe('a model outside the worker', () => {
  it('is judged on the same origins as the others, and wins when it is better', async () => {
    const values = rhythm(HOURS, 5);
    const { targets } = await run(values, given(values));
    const method = targets[0].methods.find(({ name }) => name === 'LSTM with attention')!;
    expect(method.forecast).toHaveLength(targets[0].methods[0].forecast.length);
    expect(method.standIn).toBe(0);
    expect(method.test.mae[0]).toBeCloseTo(0.05, 3);
    expect(targets[0].winner).toBe('LSTM with attention');
    expect(targets[0].weights.find(({ name }) => name === 'LSTM with attention')!.weight).toBeGreaterThan(
      0.5,
    );
  });

  it('has a band of its own that is moved until it holds', async () => {
    const values = rhythm(HOURS, 5);
    const forecasts = given(values, { bias: 0 });
    // Off by up to half a unit, while the band says a hundredth.
    forecasts.middle.forEach(
      (value, at) => (forecasts.middle[at] = value + (((at * 7919) % 101) / 101 - 0.5)),
    );
    forecasts.low.set(forecasts.middle.map((value) => value - 0.01));
    forecasts.high.set(forecasts.middle.map((value) => value + 0.01));
    const found = await run(values, forecasts);
    const method = found.targets[0].methods.find(({ name }) => name === 'LSTM with attention')!;
    expect(method.ownHeld).toBeLessThan(0.1);
    const held = method.test.coverage.reduce((sum, share) => sum + share / HORIZON, 0);
    expect(held).toBeGreaterThan(0.75);
    expect(held).toBeLessThan(0.86);
    const ahead = linesAhead(found, found.targets[0], 'LSTM with attention')!;
    for (let step = 0; step < HORIZON; step++)
      for (let line = 1; line < LEVELS.length; line++)
        expect(ahead.lines[line][step]).toBeGreaterThanOrEqual(ahead.lines[line - 1][step]);
    const then = linesThen(found, found.targets[0], HOURS - 50)!;
    expect(then.lines[2][0]).toBe(then.middle[0]);
    expect(then.lines[4][0]).toBeGreaterThan(then.lines[0][0]);
  });

  it('says nothing from hours that its weights learnt from: the last reading stands in, and it does not win by that', async () => {
    const values = rhythm(HOURS, 5);
    const learnt = plan.origins[plan.testFrom];
    const { targets } = await run(values, given(values, { bias: 0, from: learnt }));
    const [last] = targets[0].methods;
    const method = targets[0].methods.find(({ name }) => name === 'LSTM with attention')!;
    const before = plan.testFrom * HORIZON;
    expect([...method.forecast.subarray(0, before)]).toEqual([...last.forecast.subarray(0, before)]);
    expect(method.standIn).toBeCloseTo(plan.testFrom / plan.origins.length, 6);
    expect(targets[0].winner).not.toBe('LSTM with attention');
    expect(method.test.mae[0]).toBeLessThan(0.01);
  });

  it('that spoke in quiet hours only gets no weight for that', async () => {
    // A restless first part, a quiet last one: what is wrong by a third of the quiet part's steps looks small over all.
    const random = seeded(4);
    let level = 70;
    const quietFrom = plan.origins[plan.testFrom] - 24;
    const values = Float64Array.from({ length: HOURS }, (_, at) => {
      level += (at < quietFrom ? 4 : 0.1) * (random() - 0.5);
      return level;
    });
    const forecasts = given(values, { bias: 1.5, from: quietFrom });
    const { targets } = await run(values, forecasts);
    const weight = targets[0].weights.find(({ name }) => name === 'LSTM with attention')?.weight;
    expect(weight).toBeLessThan(0.05);
  });

  it('is left out with its reason where it cannot say anything', async () => {
    const values = rhythm(HOURS, 5);
    const why = 'it needs gas.n2, which no sensor is mapped to';
    const { targets } = await run(values, { ...given(values), unfit: why });
    expect(targets[0].left).toEqual([{ name: 'LSTM with attention', why }]);
    const other = await run(values, { ...given(values), channels: ['another'] });
    expect(other.targets[0].left[0].why).toContain('not taught');
  });
});

it('lines between a band rise, also where it crossed', () => {
  for (const [middle, low, high] of [
    [5, 4, 6],
    [5, 5.5, 4.5],
  ]) {
    const lines = linesBetween(middle, low, high);
    expect(lines).toHaveLength(LEVELS.length);
    lines.slice(1).forEach((value, at) => expect(value).toBeGreaterThanOrEqual(lines[at]));
  }
});

it('the hours that mattered most have half of all it looked at', () => {
  const hours = seenHours(Float32Array.of(0.1, 0.4, 0.2, 0.3), 4 * 3_600_000);
  expect(hours.map(({ ms }) => ms / 3_600_000)).toEqual([0, 1, 2, 3]);
  expect(halfOfIt(hours).map(({ ms }) => ms / 3_600_000)).toEqual([1, 3]);
});

it('the page says what weights learnt from', () => {
  const facts = { version: '1.0.0', learntToMs: null, chosenToMs: null, steps: 48, attention: null };
  const at = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  expect(neuralWords({ ...facts, shipped: true }, 0.7, at)).toMatch(/simulated plants only.*band held 70 %/);
  const own = { ...facts, shipped: false, version: '2024-05-01T00:00:00Z', learntToMs: Date.UTC(2024, 2, 1) };
  expect(neuralWords(own, undefined, at)).toContain('up to 2024-03-01');
  expect(neuralWords({ ...own, learntToMs: null }, undefined, at)).toContain('may have seen');
  expect(neuralWords({ problem: 'The weights are gone.' }, undefined, at)).toContain('left out');
});
