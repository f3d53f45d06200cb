/** The training worker's contract: readings in, a trained and judged model out. */

import type { Remote } from 'comlink';
import type { DeviceChoice, DeviceUsed } from '$lib/models/device';
import type { TrainedModel } from '$lib/models/run-training';
import type { TrainingData, TrainingOrder } from '$lib/models/training-order';
import type { TrainProgress } from '$lib/models/train-types';
import { connectWorker, type Connection } from './connect';

/** What a training worker is to do. */
export interface TrainingTask {
  /** Plant whose checkpoint this is. */
  fingerprint: string;
  order: TrainingOrder;
  /** Its columns are best transferred. */
  data: TrainingData;
  /** Weights to start from, shape [padded]; null for the seeded start. */
  weights: Float32Array | null;
  device: DeviceChoice;
  /** Go on where the kept checkpoint is, when it is of the same order and readings. */
  resume: boolean;
}

/** What a training tells while it runs. */
export type TrainingNews =
  | { kind: 'doing'; doing: string }
  | { kind: 'device'; device: DeviceUsed }
  | { kind: 'progress'; progress: TrainProgress }
  | { kind: 'notice'; message: string };

export interface TrainingApi {
  /**
   * Train, judge, and give the model. `onnews` is a Comlink proxy.
   * @throws TrainError, ModelFileError, DeviceLostError; name 'AbortError' when cancelled
   */
  train(task: TrainingTask, onnews: (news: TrainingNews) => void): Promise<TrainedModel>;
  /** Hold the training up after its step, keeping a checkpoint; false lets it go on. */
  pause(paused: boolean): void;
  /** End after this step with the best weights so far. */
  finish(): void;
  /** Give up: `train` rejects with AbortError. */
  cancel(): void;
}

/** Start a training worker. Ending it stops the training at its last checkpoint. */
export function connectTraining(): Connection<Remote<TrainingApi>> {
  return connectWorker<TrainingApi>(
    new Worker(new URL('../../../workers/training/training.worker.ts', import.meta.url), {
      type: 'module',
      name: 'training',
    }),
  );
}
