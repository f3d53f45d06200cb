import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dotPaths,
  nearestDot,
  niceStep,
  scatterAxis,
  TIME_STEPS,
  timeSteps,
} from '$lib/charts/scatter-scale';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('an axis of a scatter chart', () => {
  it('holds all values, with ticks inside it at a nice distance', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 30 }), (values) => {
        const axis = scatterAxis([Float64Array.from([...values, NaN])], 6);
        expect(axis).not.toBeNull();
        const { low, high, ticks } = axis ?? { low: 0, high: 0, ticks: [] };
        expect(low).toBeLessThanOrEqual(Math.min(...values));
        expect(high).toBeGreaterThanOrEqual(Math.max(...values));
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(8);
        const tolerance = (high - low) * 1e-9;
        ticks.forEach((tick) => {
          expect(tick).toBeGreaterThanOrEqual(low - tolerance);
          expect(tick).toBeLessThanOrEqual(high + tolerance);
        });
      }),
    );
  });

  it('is none without a value', () => {
    expect(scatterAxis([Float64Array.of(NaN), new Float64Array()], 6)).toBeNull();
  });

  it.each([
    [10, 5, 2],
    [1, 6, 0.2],
    [0.07, 5, 0.02],
    [4000, 4, 1000],
    [12, 6, 2],
  ])('of span %d with %d ticks has them at a distance of %d', (span, most, step) => {
    expect(niceStep(span, most)).toBeCloseTo(step, 9);
  });
});

describe('dots', () => {
  it('are coloured by their time, oldest 0, newest last', () => {
    expect([...timeSteps(Float64Array.of(0, 50, 100))]).toEqual([0, TIME_STEPS / 2, TIME_STEPS - 1]);
    expect([...timeSteps(Float64Array.of(7))]).toEqual([0]);
  });

  it('are drawn once each, but for those without a place', () => {
    const x = Float64Array.of(1, 2, NaN, 4);
    const paths = dotPaths(x, x, Uint8Array.of(0, 0, 1, 2));
    expect(paths.slice(0, 3)).toEqual(['M1.0 1.0h0M2.0 2.0h0', '', 'M4.0 4.0h0']);
  });

  it('are found by the nearest place within reach', () => {
    const [x, y] = [Float64Array.of(0, 10, 20), Float64Array.of(0, 0, 0)];
    expect(nearestDot(x, y, 12, 1, 24)).toBe(1);
    expect(nearestDot(x, y, 100, 0, 24)).toBe(-1);
  });
});
