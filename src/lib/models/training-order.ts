import type { ModelName } from '../learn/models/model-types';
import type { ModelConfig } from './build-model';
import type { LabelledWindows } from './class-samples';
import type { TrainPlan } from './train-types';

/** What is to be trained, without its data. */
export interface TrainingOrder {
  name: ModelName;
  config: ModelConfig;
  plan: TrainPlan;
  /** Features in input order. */
  features: string[];
  /** Features that are forecast; empty for other models. */
  targets: string[];
  /** Words of the classes; empty for other models. */
  classes: string[];
  stepSeconds: number;
  /** What its weights start from, in words: `seed 1`, `shipped weights 1.0.0`. */
  start: string;
}

/** Readings to train on. */
export interface TrainingData {
  /** A column a feature, one value a step; NaN where there is no reading. */
  columns: Float32Array[];
  /** Start of the first step, ms since epoch. */
  startMs: number;
  /** Windows with a known class, for the fault classifier. */
  labels: LabelledWindows | null;
}
