// Tennessee Eastman: the fault classifier trained in the product's own loop on the training files, judged on the test files.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { faultClassifier } from '../../src/lib/learn/models';
import { answerAll } from '../../src/lib/models/answer-all';
import { classSamples, type LabelledWindows } from '../../src/lib/models/class-samples';
import { scaledMatrix, type Matrix } from '../../src/lib/models/matrix';
import type { Runtime } from '../../src/lib/models/runtime';
import { fitScaler } from '../../src/lib/models/scaler';
import { trainModel } from '../../src/lib/models/train-loop';
import { named } from '../../src/lib/models/unknown';
import { confusionOf, type Confusion } from '../../src/lib/models/confusion';
import { nearestCentroid } from '../models/centroids';
import { FAULT_FROM, FAULTS, fileOf, rowsOf, VARIABLES } from './tep-rows';

/** Samples of a window: an hour and a half. */
const STEPS = 30;
/** The last of these share of each training file choose when to stop. */
const VALIDATION = 0.2;
const CLASSES = ['normal', ...FAULTS.map((fault) => `fault ${fault}`)];
const SIZE = {
  tags: VARIABLES,
  steps: STEPS,
  classes: CLASSES.length,
  channels: [64, 96, 96],
  hidden: 96,
  dense: 48,
} as const;
const PLAN = {
  ...{ seed: 1, epochs: 40, batch: 64, weightDecay: 1e-2, patience: 8, leastGain: 0.002 },
  schedule: { peak: 1e-3, warmUpSteps: 30, floor: 0.02 },
};

/** Windows whose newest sample is of the class, from row `from` of the file on; `offset` is the file's first row in the matrix. */
function windowsOf(kind: number, offset: number, from: number, to: number): { end: number; kind: number }[] {
  const first = Math.max(from, STEPS - 1);
  return Array.from({ length: Math.max(0, to - first) }, (_, at) => ({ end: offset + first + at, kind }));
}

const labelled = (found: { end: number; kind: number }[]): LabelledWindows => ({
  starts: Int32Array.from(found, ({ end }) => end - STEPS + 1),
  classes: Uint8Array.from(found, ({ kind }) => kind),
});

function joined(files: number[][][]): { matrix: Matrix; offsets: number[] } {
  const normal = files[0];
  const columns = (rows: number[][]) =>
    Array.from({ length: VARIABLES }, (_, i) => Float64Array.from(rows, (row) => row[i]));
  const scaler = fitScaler(columns(normal), { from: 0, to: normal.length });
  const offsets: number[] = [];
  let rows = 0;
  for (const file of files) {
    offsets.push(rows);
    rows += file.length;
  }
  return { matrix: scaledMatrix(columns(files.flat()), scaler), offsets };
}

export interface TepClasses {
  classes: readonly string[];
  confusion: Confusion;
  centroid: Confusion;
  trainedSeconds: number;
  epochs: number;
  samples: { train: number; validation: number; test: number };
}

/**
 * @param seconds training ends after so long at the latest
 * @returns null when the data are not at hand
 */
export async function judgeTepClasses(
  folder: string,
  runtime: Runtime,
  seconds: number,
): Promise<TepClasses | null> {
  const path = (fault: number, part: 'train' | 'test') => join(folder, 'tep', fileOf(fault, part));
  if (!existsSync(path(0, 'train'))) return null;
  const kinds = [0, ...FAULTS];
  const trainFiles = kinds.map((fault) => rowsOf(path(fault, 'train')));
  const testFiles = kinds.map((fault) => rowsOf(path(fault, 'test')));
  const { matrix, offsets } = joined([...trainFiles, ...testFiles]);
  const cutAt = (kind: number) => Math.round(trainFiles[kind].length * (1 - VALIDATION));
  const train = labelled(kinds.flatMap((_, kind) => windowsOf(kind, offsets[kind], 0, cutAt(kind))));
  // A window that reaches into the training part would be half known.
  const validation = labelled(
    kinds.flatMap((_, kind) =>
      windowsOf(kind, offsets[kind], cutAt(kind) + STEPS - 1, trainFiles[kind].length),
    ),
  );
  const test = labelled(
    kinds.flatMap((fault, kind) => {
      const [offset, rows] = [offsets[kinds.length + kind], testFiles[kind].length];
      return fault === 0 ? windowsOf(0, offset, 0, rows) : windowsOf(kind, offset, FAULT_FROM, rows);
    }),
  );
  const samples = (part: LabelledWindows) => classSamples(matrix, part, STEPS, CLASSES.length);
  const model = faultClassifier.build(SIZE);
  const zeros = () => new Float32Array(model.layout.padded);
  const w = model.initialWeights(PLAN.seed);
  const trainer = await runtime.openTrainer(model, PLAN.batch, { w, m: zeros(), v: zeros() });
  const until = performance.now() + seconds * 1000;
  const result = await trainModel({
    ...{ trainer, train: samples(train), validation: samples(validation), plan: PLAN },
    control: { enough: () => performance.now() > until },
    onprogress: () => undefined,
  });
  await trainer.dispose();
  const answerer = await runtime.openAnswerer(model, PLAN.batch, result.weights);
  const { y } = await answerAll(answerer, samples(test), ['y']);
  await answerer.dispose();
  const plain = nearestCentroid(matrix, train, test, { steps: STEPS, classes: CLASSES.length });
  return {
    classes: CLASSES,
    confusion: confusionOf(test.classes, named(y, CLASSES.length).class, CLASSES),
    centroid: confusionOf(test.classes, plain, CLASSES),
    trainedSeconds: result.trainedMs / 1000,
    epochs: result.best.epoch,
    samples: { train: train.starts.length, validation: validation.starts.length, test: test.starts.length },
  };
}
