import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastSquares, medianOf, robustLeastSquares, robustSpread, theilSen } from '$lib/plant/machines-fit';

const numbers = fc.double({ min: -100, max: 100, noNaN: true });

describe('least squares', () => {
  it('finds the coefficients that made the data, whatever the units of the features', () => {
    fc.assert(
      fc.property(numbers, numbers, fc.constantFrom(1e-6, 1, 1e6), (a, b, unit) => {
        const x = Float64Array.from({ length: 40 }, (_, at) => unit * (at + Math.sin(at)));
        const one = x.map(() => 1);
        const y = x.map((value) => a + (b * value) / unit);
        const found = leastSquares([one, x], y, one);
        expect(found?.[0]).toBeCloseTo(a, 5);
        expect((found?.[1] ?? 0) * unit).toBeCloseTo(b, 5);
      }),
    );
  });

  it('gives up on features that say the same', () => {
    const x = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect(
      leastSquares(
        [x, x],
        x,
        x.map(() => 1),
      ),
    ).toBeNull();
  });

  it('made robust, is not moved by a fifth of the rows being wrong', () => {
    const x = Float64Array.from({ length: 200 }, (_, at) => at / 10);
    const y = x.map((value, at) => 3 + 2 * value + 0.01 * Math.sin(at * 9.1) + (at % 5 === 0 ? 40 : 0));
    const fit = robustLeastSquares([x.map(() => 1), x], y);
    expect(fit?.coefficients[0]).toBeCloseTo(3, 2);
    expect(fit?.coefficients[1]).toBeCloseTo(2, 3);
    expect(fit?.spread).toBeLessThan(0.02);
    expect(robustLeastSquares([x, x.map(() => 1)], Float64Array.of(1, 2, 3))).toBeNull();
  });
});

describe('a robust slope', () => {
  const x = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const y = [4.6, 4.9, 5.1, 5.0, 5.6, 5.9, 9.0, 6.3, 6.8, 6.9];
  it('has the slope and interval of scipy', () => {
    const found = theilSen(x, y);
    // scipy 1.17.1: theilslopes(y, x, alpha=0.9)
    expect(found?.slope).toBeCloseTo(0.26, 9);
    expect(found?.low).toBeCloseTo(0.24, 9);
    expect(found?.high).toBeCloseTo(0.3, 9);
  });

  it('needs five points that differ', () => {
    expect(theilSen([0, 1, 2, 3], [1, 2, 3, 4])).toBeNull();
    expect(theilSen([1, 1, 1, 1, 1], [1, 2, 3, 4, 5])).toBeNull();
  });
});

it('middle and spread leave out what was not read', () => {
  expect(medianOf([3, NaN, 1, 2])).toBe(2);
  expect(medianOf([])).toBeNaN();
  expect(robustSpread([1, 2, 3, 4, 1000])).toBeCloseTo(1.4826, 9);
});
