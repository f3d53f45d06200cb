import { classSamples, type LabelledWindows } from './class-samples';
import { TrainError } from './errors';
import { forecastSamples, type ForecastShape } from './forecast-samples';
import { scaledMatrix, type Matrix } from './matrix';
import { fitModelScaler } from './model-scaler';
import { modelEntry } from './registry';
import { rowSamples } from './row-samples';
import type { Samples } from './samples';
import type { Scaler } from './scaler';
import { splitByTime, type Split, type StepRange } from './split';
import type { TrainingData, TrainingOrder } from './training-order';
import { splitLabels } from './split-labels';
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
  const scaler = fitModelScaler(order, data.columns, split.train);
  const matrix = scaledMatrix(data.columns, scaler);
  const use = presentSteps(matrix);
  if (classes) return { scaler, matrix, split, ...labelledParts(order, data, matrix) };
  const part = (range: StepRange, most: number): Part =>
    partOf(order, matrix, thinned(windowStarts(use, range, length), most));
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

/** Parts of the labelled windows, wherever they lie. The scaler alone goes by the split in time. */
function labelledParts(
  order: TrainingOrder,
  { labels }: TrainingData,
  matrix: Matrix,
): Pick<PreparedTraining, 'train' | 'validation' | 'test'> {
  if (!labels || labels.starts.length === 0)
    throw new TrainError(
      'no period of this plant has a known fault: there is nothing to learn classes from',
      'Label a time on any chart or on the Faults page, or judge events on the Anomalies page as real.',
    );
  const steps = numberIn(order.config, 'steps');
  const parts = splitLabels(labels, steps);
  if (parts.validation.starts.length === 0)
    throw new TrainError(
      `the labels hold ${labels.starts.length} windows of two hours: too few to learn from some and choose by others`,
      'Label longer times, or more of them.',
    );
  const part = (windows: LabelledWindows): Part => ({
    starts: windows.starts,
    samples: classSamples(matrix, windows, steps, order.classes.length),
  });
  return { train: part(parts.train), validation: part(parts.validation), test: part(parts.test) };
}
