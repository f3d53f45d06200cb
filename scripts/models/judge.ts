// Quality on seeds that nothing was fitted to, beside plain ways to do the work.
import { confusionOf, type Confusion } from '../../src/lib/models/confusion';
import { answerAll } from '../../src/lib/models/answer-all';
import { calibrate, type Calibration } from '../../src/lib/models/calibrate';
import { judgeForecast } from '../../src/lib/models/judge-forecast';
import { judgeRows, type Judged } from '../../src/lib/models/judge-rows';
import type { QualityFigure } from '../../src/lib/models/manifest';
import { gatherRows } from '../../src/lib/models/matrix';
import { principalComponents, rowError } from '../../src/lib/models/principal';
import type { Answerer } from '../../src/lib/models/runtime';
import { nearestCentroid } from './centroids';
import type { ClassSet } from './class-set';
import { accuracy, chanceGreater, greatestOf, macroF1, scoresOf } from './confusion';
import { FORECAST_TARGETS, type ForecastSet } from './forecast-set';
import { CLASSES } from './labels';
import { SEEDS } from './plants';
import type { RowsSet } from './rows-set';

const today = () => new Date().toISOString().slice(0, 10);
const seeds = `${SEEDS.test.length} simulated plants never trained on, seeds ${SEEDS.test[0]} to ${SEEDS.test.at(-1)}`;

/** Of the windows that the shipped classifier names, so many should be right: the rest is "unknown". */
export const SHIPPED_RIGHT = 0.98;

export interface Verdict extends Judged {
  /** Of a classifier, by the validation plants. */
  calibration?: Calibration;
  confusion?: Confusion & { scores: ReturnType<typeof scoresOf> };
}

export async function judgeRowsModel(answerer: Answerer, set: RowsSet, latent: number): Promise<Verdict> {
  const { quality, thresholds } = await judgeRows(answerer, set, latent, Date.now());
  const score = async (samples: RowsSet['test']['samples']) =>
    (await answerAll(answerer, samples, ['score'])).score;
  const found = chanceGreater(await score(set.faulty.samples), await score(set.test.samples));
  return {
    thresholds,
    quality: [
      ...quality.map((figure) => ({ ...figure, data: `healthy minutes of ${seeds}` })),
      {
        measure: 'chance that a minute with a fault scores higher than a healthy one',
        ...{ unit: '%', value: 100 * found, better: 'higher' },
        baselines: [
          { name: `${latent} principal components`, value: 100 * componentChance(set, latent) },
          { name: 'a guess', value: 50 },
        ],
        ...{ data: seeds, judgedOn: today() },
      },
    ],
  };
}

function componentChance({ matrix, train, test, faulty }: RowsSet, latent: number): number {
  const { count, directions } = principalComponents(matrix, train.starts, latent);
  const { features } = matrix;
  const errors = (rows: Int32Array) =>
    Float32Array.from(rows, (row) => {
      const { x, mask } = gatherRows(matrix, Int32Array.of(row), 1);
      const rebuilt = new Float64Array(features);
      for (let k = 0; k < count; k++) {
        const own = directions.subarray(k * features, (k + 1) * features);
        const score = own.reduce((sum, direction, i) => sum + direction * x[i], 0);
        own.forEach((direction, i) => (rebuilt[i] += score * direction));
      }
      return rowError(x, mask, rebuilt, 0, features);
    });
  return chanceGreater(errors(faulty.starts), errors(test.starts));
}

const UNITS: Record<string, string> = {
  'gas.ch4': '%',
  'gas.co2': '%',
  'gas.flow': 'scfm',
  'energy.rate': 'MMBtu/h',
};

/** Figures of each unseen plant in its own units, averaged over the plants. */
export async function judgeForecaster(
  answerer: Answerer,
  { shape, plants }: ForecastSet,
  quantiles: readonly number[],
): Promise<Verdict> {
  const facts = { names: FORECAST_TARGETS, quantiles, nowMs: Date.now() };
  const each: QualityFigure[][] = [];
  for (const plant of plants) each.push(await judgeForecast(answerer, plant, shape, facts));
  const mean = (of: (figures: QualityFigure[]) => number) =>
    each.reduce((sum, figures) => sum + of(figures), 0) / each.length;
  const quality = each[0].map((figure, i) => ({
    ...figure,
    unit: UNITS[FORECAST_TARGETS.find((name) => figure.measure.includes(name)) ?? ''] ?? figure.unit,
    value: mean((figures) => figures[i].value),
    baselines: figure.baselines.map(({ name }, k) => ({
      name,
      value: mean((figures) => figures[i].baselines[k].value),
    })),
    data: `mean over ${seeds}, each in the part its scaler was not fitted to`,
  }));
  return { quality, thresholds: [] };
}

export async function judgeClassifier(answerer: Answerer, set: ClassSet, steps: number): Promise<Verdict> {
  const { y } = await answerAll(answerer, set.test.samples, ['y']);
  const { y: before } = await answerAll(answerer, set.validation.samples, ['y']);
  const { train, validation, test } = set.labels;
  const judged = (said: Uint8Array) => confusionOf(test.classes, said, CLASSES);
  const ours = judged(greatestOf(y, CLASSES.length));
  const plain = judged(nearestCentroid(set.matrix, train, test, { steps, classes: CLASSES.length }));
  const normal = judged(new Uint8Array(test.classes.length));
  const beside = (of: (confusion: Confusion) => number): Omit<QualityFigure, 'measure' | 'unit'> => ({
    ...{ value: of(ours), better: 'higher' },
    baselines: [
      { name: 'nearest centroid', value: of(plain) },
      { name: 'always normal', value: of(normal) },
    ],
    ...{ data: `one fault at a time, ${seeds}`, judgedOn: today() },
  });
  return {
    thresholds: [],
    calibration: calibrate(before, validation.classes, CLASSES.length, SHIPPED_RIGHT),
    confusion: { ...ours, scores: scoresOf(ours) },
    quality: [
      { measure: 'mean F1 over the classes', unit: '', ...beside(macroF1) },
      { measure: 'windows named rightly', unit: '%', ...beside((confusion) => 100 * accuracy(confusion)) },
    ],
  };
}
