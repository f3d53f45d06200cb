import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wearAt, wearTrend } from '$lib/maintenance/degradation';
import { services, wearSeries, type WearSeries } from '$lib/maintenance/wear-series';
import { nextNormal, seedRandom } from '$lib/simulator/random';

const HOUR = 3_600_000;

/** Wear by step of six hours: flat until the onset, then growing to 1 at the failure. */
function series(
  days: number,
  onset: number,
  failure: number,
  steepness: number,
  noise: number,
  seed = 1,
): WearSeries {
  const random = seedRandom(seed);
  const length = days * 4;
  const shape = (part: number) =>
    steepness === 0 ? part : Math.expm1(steepness * part) / Math.expm1(steepness);
  const at = (step: number) => 100 + (step + 0.5) / 4;
  return {
    days: Float64Array.from({ length }, (_, step) => at(step)),
    wear: Float64Array.from({ length }, (_, step) => {
      const day = at(step) - 100;
      const part = day < onset ? 0 : (day - onset) / (failure - onset);
      return shape(part) + noise * nextNormal(random);
    }),
  };
}

describe('a trend of wear', () => {
  it('of a straight line says when it reaches the limit', () => {
    const trend = wearTrend(series(20, 8, 26, 0, 0.01), 0.01);
    expect(trend?.shape).toBe('linear');
    expect(trend?.daysLeft).toBeGreaterThan(5);
    expect(trend?.daysLeft).toBeLessThan(7);
    expect(Math.abs((trend?.onsetDay ?? 0) - 108)).toBeLessThan(1.5);
  });

  it('of an exponential says so, where a straight line is far off', () => {
    const trend = wearTrend(series(22, 6, 26, 3, 0.005), 0.005);
    expect(trend?.shape).toBe('exponential');
    expect(Math.abs((trend?.daysLeft ?? 0) - 4)).toBeLessThan(1);
    expect(trend?.daysLeftBy.linear).toBeGreaterThan(6);
  });

  it('is none in noise', () => {
    let rises = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const trend = wearTrend(series(30, 99, 100, 0, 0.02, seed), 0.02);
      if (trend && trend.evidence >= 5) rises += 1;
    }
    expect(rises).toBe(0);
  });

  it('does not care for single wild steps', () => {
    const wild = series(20, 8, 26, 0, 0.005);
    wild.wear[40] = 5;
    wild.wear[60] = -3;
    expect(wearTrend(wild, 0.01)?.daysLeft).toBeGreaterThan(5);
    expect(wearTrend(wild, 0.01)?.daysLeft).toBeLessThan(7.2);
  });

  it('is zero days from its limit once beyond it', () => {
    expect(wearTrend(series(24, 4, 20, 0, 0.002), 0.01)?.daysLeft).toBe(0);
  });

  it('passes through where it stands, and reaches 1 when it says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 10 }),
        fc.integer({ min: 8, max: 25 }),
        fc.constantFrom(0, 1, 3),
        fc.integer({ min: 1, max: 1000 }),
        (onset, life, steepness, seed) => {
          const trend = wearTrend(series(20, onset, onset + life, steepness, 0.003, seed), 0.005);
          if (!trend) return true;
          const now = wearAt(trend, trend.lastDay);
          const end = trend.lastDay + trend.daysLeft;
          const reaches = trend.daysLeft === 0 || Math.abs(wearAt(trend, end) - 1) < 1e-6;
          return Math.abs(now - trend.now) < 1e-9 && trend.daysLeft >= 0 && reaches && trend.rate > 0;
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('steps of wear', () => {
  it('are medians of six hours over the limit, without hours that say nothing', () => {
    const times = Float64Array.from({ length: 12 }, (_, at) => at * HOUR);
    const residuals = Float64Array.of(1, 2, 300, 2, NaN, 2, NaN, NaN, 4, NaN, NaN, NaN);
    const found = wearSeries(times, residuals, 10);
    expect([...found.wear]).toEqual([0.2]);
    expect([...found.days]).toEqual([0.125]);
  });

  it('tell a service by wear that goes at once', () => {
    const worn = series(16, 2, 18, 0, 0.004);
    const after = series(6, 99, 100, 0, 0.004, 3);
    const whole = {
      days: Float64Array.from([...worn.days, ...after.days.map((day) => day + 16)]),
      wear: Float64Array.from([...worn.wear, ...after.wear]),
    };
    expect(services(whole, 0.004)).toEqual([64]);
    expect(services(worn, 0.004)).toEqual([]);
    expect(services(after, 0.004)).toEqual([]);
  });
});
