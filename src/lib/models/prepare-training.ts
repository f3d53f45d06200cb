import { classSamples } from './class-samples';
import { TrainError } from './errors';
import { forecastSamples, type ForecastShape } from './forecast-samples';
import { scaledMatrix, type Matrix } from './matrix';
import { modelEntry } from './registry';
import { fitRobustScaler } from './robust-scaler';
import { rowSamples } from './row-samples';
import type { Samples } from './samples';
import { fitScaler, type Scaler } from './scaler';
import { splitByTime, type Split, type StepRange } from './split';
import type { TrainingData, TrainingOrder } from './training-order';
import { presentSteps, thinned, windowStarts } from './window-starts';

/** Rows and windows of the training part, at most: memory and time stay bounded whatever the history. */
const MOST_ROWS = 200_000;
const MOST_WINDOWS = 6000;
/** Between the parts of single minutes lies an hour, so that they do not share a slow movement. */
const ROW_GAP_SECONDS = 3600;

/** A part of the history: its first step of each sample, and the samples. */
export interface Part {
  starts: Int32Array;
  samples: Samples;
}

export interface PreparedTraining {
  scaler: Scaler;
  matrix: Matrix;
  split: Split;
  train: Part;
  validation: Part;
  test: Part;
}

const numberIn = (config: TrainingOrder['config'], key: string): number => Number(config[key] ?? 0);

/** Shape of a forecaster's samples, by its order. */
export const forecastShape = ({ config, features, targets }: TrainingOrder): ForecastShape => ({
  steps: numberIn(config, 'steps'),
  horizon: numberIn(config, 'horizon'),
  targets: targets.map((target) => features.indexOf(target)),
});

/** Steps of a sample with what comes after it. */
const lengthOfSample = ({ config }: TrainingOrder): number =>
  Math.max(1, numberIn(config, 'steps')) + numberIn(config, 'horizon');

/**
 * Scale and split readings: the scaler sees the training part only, and no sample reaches into another part.
 * @throws TrainError when the history is too short, or holds no labelled windows for a classifier
 */
export function prepareTraining(order: TrainingOrder, data: TrainingData): PreparedTraining {
  const steps = data.columns[0]?.length ?? 0;
  const length = lengthOfSample(order);
  const rows = length === 1;
  const gap = rows ? Math.round(ROW_GAP_SECONDS / order.stepSeconds) : numberIn(order.config, 'horizon');
  const split = splitByTime(steps, gap, undefined, length + 8);
  const classes = modelEntry(order.name).samples === 'classes';
  const scaler = classes
    ? fitRobustScaler(data.columns, order.features, split.train)
    : fitScaler(data.columns, split.train);
  const matrix = scaledMatrix(data.columns, scaler);
  const use = presentSteps(matrix);
  const part = (range: StepRange, most: number): Part =>
    classes
      ? labelledPart(order, data, matrix, range)
      : partOf(order, matrix, thinned(windowStarts(use, range, length), most));
  const most = rows ? MOST_ROWS : MOST_WINDOWS;
  return {
    ...{ scaler, matrix, split },
    train: part(split.train, most),
    validation: part(split.validation, Math.ceil(most / 4)),
    test: part(split.test, Math.ceil(most / 4)),
  };
}

function partOf(order: TrainingOrder, matrix: Matrix, starts: Int32Array): Part {
  if (modelEntry(order.name).samples === 'forecast')
    return { starts, samples: forecastSamples(matrix, starts, forecastShape(order)) };
  const latent = order.name === 'vae' ? numberIn(order.config, 'latent') : 0;
  return { starts, samples: rowSamples(matrix, starts, latent) };
}

function labelledPart(order: TrainingOrder, data: TrainingData, matrix: Matrix, range: StepRange): Part {
  const { labels } = data;
  if (!labels)
    throw new TrainError(
      'no period of this plant has a known fault: there is nothing to learn classes from',
      'Judge events on the Anomalies page: what is marked as real teaches the classifier.',
    );
  const steps = numberIn(order.config, 'steps');
  const within = Array.from(labels.starts, (start, at) => ({ start, at })).filter(
    ({ start }) => start >= range.from && start + steps <= range.to,
  );
  const starts = Int32Array.from(within, ({ start }) => start);
  const classes = Uint8Array.from(within, ({ at }) => labels.classes[at]);
  return { starts, samples: classSamples(matrix, { starts, classes }, steps, order.classes.length) };
}
