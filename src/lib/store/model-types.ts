/** What is kept of a plant's models. */

import type { ModelName } from '$lib/learn/models/model-types';
import type { DeviceChoice } from '$lib/models/device';
import type { ModelManifest } from '$lib/models/manifest';
import type { TrainingOrder } from '$lib/models/training-order';
import type { Checkpoint } from '$lib/models/train-types';
import type { TimeRange } from '$lib/ingest/types';

/** A training that was begun: enough to begin it again from its checkpoint. */
export interface KeptTraining {
  fingerprint: string;
  order: TrainingOrder;
  range: TimeRange;
  /** Tag in the plant of each thing that was read, by its name among the features. */
  tags: Record<string, string>;
  device: DeviceChoice;
  /** Weights that it began with, shape [padded]; null for the seeded start. */
  weights: Float32Array | null;
  /** Whether a person had paused it. */
  paused: boolean;
  startedMs: number;
}

/** A checkpoint as the training worker keeps it. */
export interface KeptCheckpoint {
  checkpoint: Checkpoint;
  /** Hash of order and readings: a checkpoint of others is not gone on with. */
  of: string;
  provider: 'wasm' | 'webgpu';
  keptMs: number;
}

/** A model in one file, as it is exported and imported. */
export interface ExportedModel {
  manifest: ModelManifest;
  /** Base64 of `weights.bin`. */
  weights: string;
}

/** All exported models of a plant. */
export interface ModelsFile {
  format: 'biogas-analytics models';
  version: 1;
  fingerprint: string;
  models: ExportedModel[];
  chosen: Partial<Record<ModelName, string>>;
}
