import { describe, expect, it } from 'vitest';
import { expected } from '$lib/detect/detectors/expected';
import { forestScore, growForest } from '$lib/detect/detectors/isolation-forest';
import { pca } from '$lib/detect/detectors/pca';
import { averagePathLength } from '$lib/detect/isolation-tree';
import { medianAndMad, quantile } from '$lib/detect/quantile';
import { allOf, dataOf, golden } from './support';

interface ForestGolden {
  sizes: number[];
  averagePathLength: number[];
  train: number[][];
  points: number[][];
  mean: number[];
  deviation: number[];
}

describe('an isolation forest against scikit-learn', () => {
  const given = golden<ForestGolden>('isolation-forest');
  const train = given.train.map((row) => Float64Array.from(row));
  const points = given.points.map((row) => Float64Array.from(row));

  it('expects the same path lengths exactly', () => {
    given.sizes.forEach((size, i) =>
      expect(averagePathLength(size)).toBeCloseTo(given.averagePathLength[i], 10),
    );
  });

  it('scores points as thirty forests of scikit-learn do, within sampling error', () => {
    const runs = 10;
    const forests = Array.from({ length: runs }, (_, seed) =>
      growForest(train, { trees: 100, sample: 256, seed }),
    );
    points.forEach((point, i) => {
      const mean = forests.reduce((sum, trees) => sum + forestScore(trees, 256, point), 0) / runs;
      const error = given.deviation[i] * Math.sqrt(1 / 30 + 1 / runs);
      expect(Math.abs(mean - given.mean[i])).toBeLessThan(4.5 * error);
    });
  });
});

interface PcaGolden {
  train: number[][];
  points: number[][];
  components: number;
  variance: number;
  t2: number[];
  q: number[];
}

describe('PCA against scikit-learn', () => {
  const given = golden<PcaGolden>('pca');
  const fitted = pca({ variance: given.variance }).fit(dataOf(given.train), allOf(given.train.length));
  if (fitted.kind !== 'fitted') throw new Error(fitted.message);

  it('keeps the components that hold the variance asked for', () => {
    expect(fitted.components).toBe(given.components);
  });

  it('gives the same T2 and Q', () => {
    const { t2, q } = fitted.statistics(dataOf(given.points));
    given.t2.forEach((value, i) => expect(t2[i] / value).toBeCloseTo(1, 4));
    given.q.forEach((value, i) => expect(q[i] / value).toBeCloseTo(1, 3));
  });
});

interface RegressionGolden {
  ridge: number;
  train: number[][];
  points: number[][];
  residuals: number[][];
}

describe('expected values against one ridge regression a tag by numpy', () => {
  it('gives the same residuals', () => {
    const given = golden<RegressionGolden>('regression');
    const fitted = expected({ ridge: given.ridge }).fit(dataOf(given.train), allOf(given.train.length));
    if (fitted.kind !== 'fitted') throw new Error(fitted.message);
    const columns = fitted.residuals(dataOf(given.points));
    given.residuals.forEach((row, at) =>
      row.forEach((value, tag) => expect(columns[tag][at] * fitted.sigmas[tag]).toBeCloseTo(value, 4)),
    );
  });
});

interface QuantileGolden {
  values: number[];
  shares: number[];
  quantiles: number[];
  median: number;
  mad: number;
}

describe('quantiles against numpy', () => {
  const given = golden<QuantileGolden>('quantiles');

  it('are the same, with NaN left out', () => {
    const values = [NaN, ...given.values, NaN];
    given.shares.forEach((share, i) => expect(quantile(values, share)).toBeCloseTo(given.quantiles[i], 10));
  });

  it('so are the median and the median absolute deviation', () => {
    const { median, mad } = medianAndMad(given.values);
    expect(median).toBeCloseTo(given.median, 10);
    expect(mad).toBeCloseTo(given.mad, 10);
  });

  it('of nothing are NaN', () => expect(quantile([NaN], 0.5)).toBeNaN());
});
