import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOf, dailyMaxima, fitDailyGreatest, thresholdOf } from '$lib/detect/budget';
import { calibrate, surprise } from '$lib/detect/calibrate';
import { blame } from '$lib/detect/isolate';
import { medianAndMad, quantile, quantileOfSorted } from '$lib/detect/quantile';
import { trailingLeast, trailingMean, trailingMedian } from '$lib/detect/rolling';
import { eigenSymmetric, invertPositive } from '$lib/detect/symmetric';
import { nextNormal, nextUnit, seedRandom } from '$lib/simulator/random';

const size = 4;
const entries = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
  minLength: size * size,
  maxLength: size * size,
});

/** A A' + I: symmetric and positive definite. */
function positive(a: number[]): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) matrix[i * size + j] += a[i * size + k] * a[j * size + k];
      if (i === j) matrix[i * size + j] += 1;
    }
  return matrix;
}

describe('symmetric matrices', () => {
  it('are taken apart into eigenvectors that give them back', () => {
    fc.assert(
      fc.property(entries, (a) => {
        const matrix = positive(a);
        const { values, vectors } = eigenSymmetric(matrix, size);
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++) {
            let sum = 0;
            for (let c = 0; c < size; c++) sum += values[c] * vectors[c * size + i] * vectors[c * size + j];
            expect(sum).toBeCloseTo(matrix[i * size + j], 7);
          }
        for (let c = 1; c < size; c++) expect(values[c]).toBeLessThanOrEqual(values[c - 1] + 1e-9);
      }),
    );
  });

  it('times their inverse are one', () => {
    fc.assert(
      fc.property(entries, (a) => {
        const matrix = positive(a);
        const inverse = invertPositive(matrix, size);
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++) {
            let sum = 0;
            for (let k = 0; k < size; k++) sum += matrix[i * size + k] * inverse[k * size + j];
            expect(sum).toBeCloseTo(i === j ? 1 : 0, 7);
          }
      }),
    );
  });

  it('that are not positive definite are refused', () => {
    expect(() => invertPositive(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
  });
});

const gappy = fc.array(fc.option(fc.integer({ min: -9, max: 9 }), { nil: NaN }), {
  minLength: 1,
  maxLength: 40,
});
const known = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value));

describe('trailing windows agree with taking each window apart', () => {
  const windows = (values: number[], window: number, at: number) =>
    known(values.slice(Math.max(0, at - window + 1), at + 1));

  it('mean', () => {
    fc.assert(
      fc.property(gappy, fc.integer({ min: 1, max: 7 }), (values, window) => {
        trailingMean(Float32Array.from(values), window).forEach((mean, at) => {
          const seen = windows(values, window, at);
          if (seen.length === 0) expect(mean).toBeNaN();
          else expect(mean).toBeCloseTo(seen.reduce((a, b) => a + b, 0) / seen.length, 4);
        });
      }),
    );
  });

  it('least, of whole windows only', () => {
    fc.assert(
      fc.property(gappy, fc.integer({ min: 1, max: 7 }), (values, window) => {
        trailingLeast(Float32Array.from(values), window).forEach((least, at) => {
          const seen = windows(values, window, at);
          expect(least).toBe(seen.length === window ? Math.min(...seen) : NaN);
        });
      }),
    );
  });

  it('median of the values before', () => {
    fc.assert(
      fc.property(gappy, fc.integer({ min: 1, max: 7 }), (values, window) => {
        trailingMedian(Float64Array.from(values), window, 1).forEach((median, at) => {
          const seen = known(values.slice(Math.max(0, at - window), at)).sort((a, b) => a - b);
          const middle = (seen.length - 1) / 2;
          if (seen.length === 0) expect(median).toBeNaN();
          else expect(median).toBeCloseTo((seen[Math.floor(middle)] + seen[Math.ceil(middle)]) / 2, 9);
        });
      }),
    );
  });
});

describe('surprise', () => {
  const random = seedRandom(5);
  const calibration = calibrate(Float64Array.from({ length: 20_000 }, () => Math.abs(nextNormal(random))));

  it('of the healthy median, of one in a hundred and of the never seen', () => {
    expect(surprise(calibration, 0.6745)).toBeCloseTo(-Math.log10(0.5), 1);
    expect(surprise(calibration, 2.5758)).toBeCloseTo(2, 1);
    expect(surprise(calibration, 100)).toBe(12);
  });

  it('rises with the score', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (a, b) => {
          const [low, high] = a < b ? [a, b] : [b, a];
          expect(surprise(calibration, high)).toBeGreaterThanOrEqual(surprise(calibration, low));
        },
      ),
    );
  });

  it('is NaN for no score and 0 when nothing was learnt', () => {
    expect(surprise(calibration, NaN)).toBeNaN();
    expect(surprise(calibrate([]), 3)).toBe(0);
  });
});

describe('a threshold for a number of false alarms a day', () => {
  it('is passed about as often as asked for, rather less, on days it has not seen', () => {
    const random = seedRandom(11);
    // Greatest of 50 exponential scores a day.
    const day = () => Math.max(...Array.from({ length: 50 }, () => -Math.log(1 - nextUnit(random))));
    const daily = fitDailyGreatest(Float64Array.from({ length: 60 }, day));
    if (daily === null) throw new Error('60 days suffice');
    const fresh = Float64Array.from({ length: 20_000 }, day);
    const threshold = thresholdOf(daily, 0.05);
    const rate = fresh.filter((value) => value > threshold).length / fresh.length;
    expect(rate).toBeGreaterThan(0.005);
    expect(rate).toBeLessThan(0.075);
    expect(chanceOf(daily, threshold)).toBeCloseTo(0.05, 9);
  });

  it('is not given for fewer than three days', () => {
    expect(fitDailyGreatest(Float64Array.of(1, 2))).toBeNull();
  });

  it('takes the greatest of each day, of days that have a score', () => {
    expect([...dailyMaxima(Float32Array.of(1, NaN, 3, NaN, NaN, NaN, 2, 1, 0), 3)]).toEqual([3, 2]);
  });
});

describe('blame', () => {
  /** Two tags that follow each other closely, a third of its own. */
  const covariance = Float64Array.of(1.01, 0.98, 0, 0.98, 1.01, 0, 0, 0, 1);
  const precision = invertPositive(covariance, 3);
  const limits = Float64Array.of(0.5, 0.5, 3);
  const blamed = (row: number[], missing = [0, 0, 0]) => {
    const ratios = new Float64Array(3);
    blame({ precision, limits }, Float64Array.from(row), Uint8Array.from(missing), ratios);
    return [...ratios];
  };

  it('falls on the tag that is wrong, not on those predicted from it', () => {
    // Of a pair that disagrees the one further from its mean is the less likely reading.
    const [a, b, c] = blamed([4, 0, 0]);
    expect(Math.abs(a)).toBeGreaterThan(1);
    expect(Math.abs(b)).toBeLessThan(1);
    expect(Math.abs(c)).toBeLessThan(1);
  });

  it('falls on nobody when the pair moves together', () => {
    for (const ratio of blamed([2, 2, 0])) expect(Math.abs(ratio)).toBeLessThan(1);
  });

  it('never falls on a missing tag, and a missing tag makes none wrong', () => {
    const ratios = blamed([2, 0, 0], [0, 1, 0]);
    expect(ratios[1]).toBe(0);
    const present = blamed([2, 2, 0]);
    expect(Math.abs(ratios[0])).toBeLessThan(2 / 0.5);
    expect(Math.abs(present[0])).toBeLessThan(1);
  });
});

describe('quantiles by selection', () => {
  it('are those of sorted values, for any values, ties and NaN among them', () => {
    const random = seedRandom(11);
    for (let round = 0; round < 300; round++) {
      const length = Math.floor(nextUnit(random) * 90);
      const values = Float64Array.from({ length }, () =>
        nextUnit(random) < 0.1 ? NaN : Math.round(nextUnit(random) * (round % 3 === 0 ? 5 : 1e6)) - 2,
      );
      const ascending = Float64Array.from(values.filter((value) => value === value)).sort();
      for (const share of [0, 0.25, 0.5, 0.95, 0.999, 1])
        expect(quantile(values, share)).toBe(quantileOfSorted(ascending, share));
      const { median, mad } = medianAndMad(values);
      expect(median).toBe(quantileOfSorted(ascending, 0.5));
      const off = ascending.map((value) => Math.abs(value - median)).sort();
      expect(mad).toBe(quantileOfSorted(off, 0.5));
    }
  });
});
