import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binFeatures } from '$lib/maintenance/boost/bins';
import { fitBoosted, predictBoosted } from '$lib/maintenance/boost/boosting';
import { nextUnit, seedRandom } from '$lib/simulator/random';

const random = seedRandom(5);
const column = (length: number) => Float64Array.from({ length }, () => nextUnit(random));

describe('boosted trees', () => {
  it('learn a target that a straight line cannot follow', () => {
    const [a, b, noise] = [column(2000), column(2000), column(2000)];
    const target = a.map((value, at) => (value > 0.5 ? 3 : 0) * (b[at] > 0.3 ? 1 : -1));
    const model = fitBoosted([a, b, noise], target, { trees: 80, rate: 0.2, depth: 3 });
    const off = target.map((value, at) => Math.abs(value - predictBoosted(model, [a[at], b[at], noise[at]])));
    expect(off.reduce((sum, one) => sum + one, 0) / off.length).toBeLessThan(0.1);
    const fresh = [
      [0.9, 0.9, 3],
      [0.9, 0.1, -3],
      [0.1, 0.9, 0],
    ].map((row) => predictBoosted(model, row));
    expect(fresh[0]).toBeCloseTo(3, 0);
    expect(fresh[1]).toBeCloseTo(-3, 0);
    expect(fresh[2]).toBeCloseTo(0, 0);
  });

  it('tell a missing value from a present one', () => {
    const a = column(1000).map((value, at) => (at % 2 ? value : NaN));
    const target = a.map((value) => (Number.isNaN(value) ? -1 : 1));
    const model = fitBoosted([a], target, { trees: 60, rate: 0.2, featureShare: 1 });
    expect(predictBoosted(model, [NaN])).toBeCloseTo(-1, 1);
    expect(predictBoosted(model, [0.01])).toBeCloseTo(1, 1);
    expect(predictBoosted(model, [0.99])).toBeCloseTo(1, 1);
  });

  it('say the same from JSON, and the same for the same seed', () => {
    const [a, b] = [column(300), column(300)];
    const target = a.map((value, at) => value * b[at]);
    const model = fitBoosted([a, b], target, { trees: 20 });
    const again = fitBoosted([a, b], target, { trees: 20 });
    const kept = JSON.parse(JSON.stringify(model)) as typeof model;
    for (const row of [
      [0.2, 0.3],
      [0.9, 0.8],
    ]) {
      expect(predictBoosted(again, row)).toBe(predictBoosted(model, row));
      expect(predictBoosted(kept, row)).toBe(predictBoosted(model, row));
    }
  });

  it('never say more than the greatest or less than the least target', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.integer({ min: -5, max: 5 })), {
          minLength: 40,
          maxLength: 120,
        }),
        (rows) => {
          const feature = Float64Array.from(rows, ([x]) => x);
          const target = Float64Array.from(rows, ([, y]) => y);
          const model = fitBoosted([feature], target, {
            trees: 10,
            leastLeaf: 5,
            rowShare: 1,
            featureShare: 1,
          });
          return [...feature, -1e9, 1e9, NaN].every((x) => {
            const said = predictBoosted(model, [x]);
            return said >= Math.min(...target) - 1e-9 && said <= Math.max(...target) + 1e-9;
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuse columns of different lengths and no rows', () => {
    expect(() => fitBoosted([Float64Array.of(1)], Float64Array.of(1, 2))).toThrow(RangeError);
    expect(() => fitBoosted([], new Float64Array())).toThrow(RangeError);
  });

  it('cut features into bins that keep their order', () => {
    const values = column(500);
    const { columns, edges } = binFeatures([values]);
    expect(edges[0].length).toBeGreaterThan(50);
    for (let at = 1; at < values.length; at++)
      expect(
        Math.sign(columns[0][at] - columns[0][at - 1]) * Math.sign(values[at] - values[at - 1]),
      ).not.toBe(-1);
  });
});
