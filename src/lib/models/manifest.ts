import type { ModelName } from '../learn/models/model-types';
import type { Calibration } from './calibrate';
import type { Confusion } from './confusion';
import type { Scaler } from './scaler';
import type { TrainPlan } from './train-types';

/** A measured figure beside the same figure of plain ways to do the work. */
export interface QualityFigure {
  /** What was measured, in words: `mean square error of methane, 1 h ahead`. */
  measure: string;
  unit: string;
  value: number;
  better: 'lower' | 'higher';
  /** Plain ways: persistence, seasonal naive, principal components, always normal. */
  baselines: { name: string; value: number }[];
  /** Data it was measured on, which no weight was fitted to. */
  data: string;
  /** Day, ISO 8601. */
  judgedOn: string;
}

/** How weights came to be. */
export interface TrainingFacts {
  /** In words: `12 simulated plants, seeds 1 to 12, 40 days each`. */
  data: string;
  /** Samples in the three parts. */
  samples: { train: number; validation: number; test: number };
  /** What it started with: `seed 7`, or a version of shipped weights. */
  start: string;
  plan: TrainPlan;
  /** Epoch of the best validation, and its loss. */
  epoch: number;
  validation: number;
  seconds: number;
  /** Time of the training part, ms since epoch; missing for weights that no single plant taught. */
  learnt?: { fromMs: number; toMs: number };
  /** What it ran on: `wasm, 2 threads`. */
  device: string;
}

/** Known outputs for drawn inputs, so that wrong numbers of a device are seen. */
export interface Golden {
  /** Of `goldenInputs`. */
  seed: number;
  batch: number;
  /** First numbers of each output, as WASM gives them. */
  outputs: Record<string, number[]>;
}

/** A file beside the manifest. */
export interface ModelFile {
  file: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

/** `model.json`: all there is to know of a model and its weights, shipped or trained on a plant. */
export interface ModelManifest {
  format: 1;
  name: ModelName;
  /** `1.0.0` for shipped weights; the time of the training for a plant's own. */
  version: string;
  /** Day or time the weights were made, ISO 8601. */
  builtOn: string;
  licence: string;
  /** What its definition is built with. */
  config: Record<string, number | number[]>;
  /** Meaning of each input column: canonical tags for shipped weights, a plant's tags for its own. */
  features: string[];
  /** Time between two rows, and rows of a window; 1 for models of single rows. */
  stepSeconds: number;
  steps: number;
  /** Features that are forecast, by name; empty for other models. */
  targets: string[];
  /** Words of the classes; empty for other models. */
  classes: string[];
  /** Of the training data. A plant's own readings are scaled by a scaler fitted to its own training part. */
  scaler: Scaler;
  /** Float32, little-endian, of the layout's padded length. */
  weights: ModelFile;
  /** The graph with `w` as an input, for any ONNX runtime; null for weights trained in a page. */
  infer: (ModelFile & { batch: number }) | null;
  training: TrainingFacts;
  quality: QualityFigure[];
  golden: Golden;
  /**
   * Score that marks a step as abnormal, by the share of the validation part that passes it; empty for other models.
   */
  thresholds: { share: number; score: number }[];
  /** How a classifier's shares become probabilities; missing where it was not fitted. */
  calibration?: Calibration;
  /** What a classifier named rightly and wrongly on its test part; missing where none was judged. */
  confusion?: Confusion;
}
