// How each shipped model is made: configuration, plan, samples, judgement.
import {
  autoencoder,
  type BuiltModel,
  faultClassifier,
  forecaster,
  type ModelName,
  vae,
} from '../../src/lib/learn/models';
import type { ModelConfig } from '../../src/lib/models/build-model';
import type { PreparedTraining } from '../../src/lib/models/prepare-training';
import { fitRobustScaler } from '../../src/lib/models/robust-scaler';
import type { Answerer } from '../../src/lib/models/runtime';
import { fitScaler } from '../../src/lib/models/scaler';
import type { TrainPlan } from '../../src/lib/models/train-types';
import { classSet } from './class-set';
import { FORECAST_TARGETS, forecastSet, HOUR_FEATURES, hourColumns } from './forecast-set';
import { judgeClassifier, judgeForecaster, judgeRowsModel, type Verdict } from './judge';
import { CLASSES } from './labels';
import { CLASS_FEATURES, MINUTE_FEATURES, type Plant } from './plants';
import type { Pool, PoolView } from './pooled';
import { rowsSet } from './rows-set';

export interface Recipe extends PoolView {
  name: ModelName;
  model: BuiltModel;
  config: ModelConfig;
  plan: TrainPlan;
  features: readonly string[];
  targets: string[];
  classes: string[];
  stepSeconds: number;
  answerBatch: number;
  inferBatch: number;
  prepare(pool: Pool): PreparedTraining & { judge(answerer: Answerer): Promise<Verdict> };
}

const tags = MINUTE_FEATURES.length;
/** A third of the tags: with the default 32 nothing would be pressed together. */
const LATENT = 10;

const ROWS_PLAN: TrainPlan = {
  ...{ seed: 1, epochs: 60, batch: 512, weightDecay: 1e-4, patience: 10, leastGain: 0.003 },
  schedule: { peak: 1e-3, warmUpSteps: 100, floor: 0.02 },
};
const minutes = {
  ...{ features: MINUTE_FEATURES, targets: [], classes: [], stepSeconds: 60 },
  // The means come first.
  columnsOf: ({ columns }: Plant) => columns.slice(0, MINUTE_FEATURES.length),
  fitScaler,
};
const rows = { ...minutes, plan: ROWS_PLAN, answerBatch: 1024, inferBatch: 256 };

function autoencoderRecipe(): Recipe {
  const config = { tags, hidden: [128, 64], latent: LATENT };
  return {
    ...{ ...rows, name: 'autoencoder', config, model: autoencoder.build(config) },
    prepare(pool) {
      const set = rowsSet(pool, config);
      return { ...set, judge: (answerer) => judgeRowsModel(answerer, set, LATENT) };
    },
  };
}

function vaeRecipe(): Recipe {
  const config = { tags, hidden: [144, 64], latent: LATENT, beta: 1e-4 };
  return {
    ...{ ...rows, name: 'vae', config, model: vae.build(config) },
    prepare(pool) {
      const set = rowsSet(pool, { ...config, noise: 1 });
      return { ...set, judge: (answerer) => judgeRowsModel(answerer, set, LATENT) };
    },
  };
}

function forecasterRecipe(): Recipe {
  const config = {
    ...forecaster.defaults,
    tags: HOUR_FEATURES.length,
    hidden: 128,
    quantiles: [0.1, 0.5, 0.9],
  };
  return {
    ...{ name: 'forecaster', config, model: forecaster.build(config), columnsOf: hourColumns, fitScaler },
    plan: {
      ...{ seed: 1, epochs: 12, batch: 64, weightDecay: 1e-2, patience: 4, leastGain: 0.002 },
      schedule: { peak: 1e-3, warmUpSteps: 30, floor: 0.02 },
    },
    ...{ features: HOUR_FEATURES, targets: FORECAST_TARGETS, classes: [], stepSeconds: 3600 },
    ...{ answerBatch: 64, inferBatch: 1 },
    prepare(pool) {
      const set = forecastSet(pool, config);
      return { ...set, judge: (answerer) => judgeForecaster(answerer, set, config.quantiles) };
    },
  };
}

function classifierRecipe(): Recipe {
  const features = CLASS_FEATURES;
  const sizes = { channels: [96, 128, 128], hidden: 128 } as const;
  const config = { ...faultClassifier.defaults, ...sizes, tags: features.length, classes: CLASSES.length };
  return {
    ...{
      name: 'fault-classifier',
      model: faultClassifier.build(config),
      features,
      targets: [],
      stepSeconds: 60,
    },
    columnsOf: ({ columns }) => columns,
    fitScaler: (columns, part) => fitRobustScaler(columns, features, part),
    config: { ...config, channels: [...config.channels] },
    plan: {
      ...{ seed: 1, epochs: 8, batch: 64, weightDecay: 1e-2, patience: 5, leastGain: 0.002 },
      schedule: { peak: 1e-3, warmUpSteps: 50, floor: 0.02 },
    },
    ...{ classes: [...CLASSES], answerBatch: 64, inferBatch: 1 },
    prepare(pool) {
      const set = classSet(pool, config.steps);
      return { ...set, judge: (answerer) => judgeClassifier(answerer, set, config.steps) };
    },
  };
}

export const RECIPES: Record<ModelName, () => Recipe> = {
  autoencoder: autoencoderRecipe,
  vae: vaeRecipe,
  forecaster: forecasterRecipe,
  'fault-classifier': classifierRecipe,
};
