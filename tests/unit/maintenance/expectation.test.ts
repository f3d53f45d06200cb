import { describe, expect, it } from 'vitest';
import { learnExpectation, residualsBy } from '$lib/maintenance/expectation';
import { healthyDays } from '$lib/maintenance/healthy-days';
import type { ModelRows } from '$lib/maintenance/model-rows';
import { nextNormal, seedRandom } from '$lib/simulator/random';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A reading that follows the weather and wears from a day on. */
function plant(days: number, wearFrom: number, perDay: number) {
  const random = seedRandom(9);
  const length = days * 24;
  const timesMs = Float64Array.from({ length }, (_, at) => at * HOUR);
  const weather = timesMs.map((ms) => 280 + 10 * Math.sin((2 * Math.PI * ms) / DAY) + (3 * ms) / DAY / days);
  const target = weather.map(
    (kelvin, at) => 40 + 1.1 * kelvin + 0.2 * nextNormal(random) + perDay * Math.max(0, at / 24 - wearFrom),
  );
  const model: ModelRows = {
    target,
    features: [target.map(() => 1), weather],
    worse: 1,
    relative: false,
    machine: 'compressor',
  };
  return { timesMs, model, steady: new Uint8Array(length).fill(1) };
}

describe('an expectation', () => {
  it('is learnt from the days before the wear and shows it in full', () => {
    const { timesMs, model, steady } = plant(40, 25, 0.5);
    const learnt = learnExpectation(timesMs, model, steady, null);
    expect(learnt?.coefficients[1]).toBeCloseTo(1.1, 1);
    expect(learnt?.days).toBeLessThanOrEqual(28);
    const residuals = learnt && residualsBy(learnt, model, steady);
    expect(residuals?.[20 * 24]).toBeLessThan(1);
    expect(Math.abs((residuals?.[39 * 24] ?? 0) - 7)).toBeLessThan(1);
  });

  it('goes by the period that a person called healthy', () => {
    const { timesMs, model, steady } = plant(40, 25, 0.5);
    const reference = { fromMs: 30 * DAY, toMs: 36 * DAY };
    const learnt = learnExpectation(timesMs, model, steady, reference);
    expect(learnt?.fromMs).toBeGreaterThanOrEqual(reference.fromMs);
    expect(learnt?.toMs).toBeLessThanOrEqual(reference.toMs);
  });

  it('is none for fewer than five days, and for a machine that never ran', () => {
    const short = plant(4, 99, 0);
    expect(learnExpectation(short.timesMs, short.model, short.steady, null)).toBeNull();
    const still = plant(40, 99, 0);
    expect(learnExpectation(still.timesMs, still.model, new Uint8Array(40 * 24), null)).toBeNull();
  });

  it('says nothing where what it goes by is far from all it has seen', () => {
    const { timesMs, model, steady } = plant(40, 99, 0);
    const learnt = learnExpectation(timesMs, model, steady, null);
    const hot = { ...model, features: [model.features[0], model.features[1].map((kelvin) => kelvin + 500)] };
    expect(learnt && residualsBy(learnt, hot, steady).every(Number.isNaN)).toBe(true);
  });

  it('counts less as worse where less is worse', () => {
    const { timesMs, model, steady } = plant(40, 25, -0.5);
    const falling: ModelRows = { ...model, worse: -1 };
    const learnt = learnExpectation(timesMs, falling, steady, null);
    expect(learnt && residualsBy(learnt, falling, steady)[39 * 24]).toBeGreaterThan(6);
  });
});

describe('healthy days', () => {
  const daily = (levels: number[]) => {
    const timesMs = Float64Array.from({ length: levels.length * 24 }, (_, at) => at * HOUR);
    return healthyDays(
      timesMs,
      Float64Array.from(timesMs, (_, at) => levels[Math.floor(at / 24)]),
    );
  };
  it('are those that lie close together, not the lowest', () => {
    const usual = Array.from({ length: 20 }, (_, at) => 0.01 * (at % 5));
    const drifting = Array.from({ length: 10 }, (_, at) => -1 - at);
    const found = daily([...usual, ...drifting]);
    expect([...found].every((day) => day < 20)).toBe(true);
    expect(found.size).toBe(20);
  });
});
