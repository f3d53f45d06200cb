import type { Samples } from './samples';
import type { Schedule } from './schedule';
import type { Trainer, WeightState } from './runtime';

/** What a training goes by; all of it is stored with the weights. */
export interface TrainPlan {
  seed: number;
  /** Passes over the training part when no early stop ends it. */
  epochs: number;
  /** Samples a step. */
  batch: number;
  schedule: Schedule;
  weightDecay: number;
  /** Epochs without a better validation before it stops. */
  patience: number;
  /** A validation counts as better when it is lower by this share. */
  leastGain: number;
}

/** Losses of one pass over the training part. */
export interface EpochLosses {
  /** From 1. */
  epoch: number;
  /** Mean loss of the steps as they were taken. */
  train: number;
  validation: number;
  /** Learning rate of the last step. */
  rate: number;
}

export interface BestWeights {
  epoch: number;
  validation: number;
  w: Float32Array;
}

/** All that a training needs to go on as if it had never stopped. */
export interface Checkpoint {
  state: WeightState;
  best: BestWeights | null;
  /** Epoch under way, from 1, and how many of its batches are done. */
  epoch: number;
  batchesDone: number;
  /** Sum of the losses of the epoch's steps so far, weighted by samples, and the samples. */
  lossSum: number;
  lossWeight: number;
  history: EpochLosses[];
  /** Time that was trained in all, ms. */
  trainedMs: number;
}

export interface TrainProgress {
  epoch: number;
  epochs: number;
  batchesDone: number;
  batches: number;
  /** Steps in all, from the first. */
  steps: number;
  /** Mean loss of the epoch so far; NaN before its first step. */
  loss: number;
  /** Steps a second, lately; 0 before it is known. */
  stepsPerSecond: number;
  /** Seconds until the last epoch; an early stop ends it before. NaN when not known. */
  secondsLeft: number;
  history: readonly EpochLosses[];
  best: { epoch: number; validation: number } | null;
  trainedMs: number;
  paused: boolean;
}

/** `early`: the validation got no better; `epochs`: all epochs were done; `asked`: a person said that it is enough. */
export type StopReason = 'early' | 'epochs' | 'asked';

export interface TrainResult {
  /** Best weights by validation, shape [padded]. */
  weights: Float32Array;
  best: { epoch: number; validation: number };
  history: EpochLosses[];
  stopped: StopReason;
  steps: number;
  trainedMs: number;
}

/** How a training under way is held up, ended, or told to be enough. */
export interface TrainControl {
  /** Give up: `trainModel` throws its reason. */
  signal?: AbortSignal;
  /** Settles when the training may go on; null when it need not wait. */
  paused?(): Promise<void> | null;
  /** True to end after this step with the best weights so far. */
  enough?(): boolean;
}

export interface TrainJob {
  trainer: Trainer;
  train: Samples;
  validation: Samples;
  plan: TrainPlan;
  /** Where to go on; null to start with the trainer's weights. */
  checkpoint?: Checkpoint | null;
  control?: TrainControl;
  onprogress?(progress: TrainProgress): void;
  /** Keep a checkpoint; called every `checkpointMs` and when it is paused. */
  oncheckpoint?(checkpoint: Checkpoint): Promise<void>;
  checkpointMs?: number;
  /** Clock, ms. */
  now?(): number;
  /** Let the worker's other messages in. */
  breathe?(): Promise<void>;
}
