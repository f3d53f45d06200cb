/** The inference worker's contract: a model and readings in, its outputs out. */

import type { Remote } from 'comlink';
import type { DeviceChoice, DeviceTrial, DeviceUsed } from '$lib/models/device';
import type { ModelManifest } from '$lib/models/manifest';
import { connectWorker, type Connection } from './connect';

/** A model to be loaded. */
export interface ModelToLoad {
  manifest: ModelManifest;
  /** Content of `weights.bin`. */
  weights: Uint8Array<ArrayBuffer>;
  device: DeviceChoice;
}

export interface LoadedModel {
  device: DeviceUsed;
  /** Times on both devices; null when it was not tried because a person chose, or there is one device only. */
  trial: DeviceTrial | null;
  /** Greatest deviation from the outputs that are kept with the weights. */
  goldenDeviation: number;
  /** Bytes of the runtime's heap. */
  heapBytes: number;
}

/** Readings to be answered, scaled by `scaler` in the worker. */
export interface Question {
  /** A column a feature, in the manifest's order; NaN where there is no reading. */
  columns: Float32Array[];
  /** Scaler of the plant's own training part; the manifest's when null. */
  scaler: ModelManifest['scaler'] | null;
  /** First step of each window, or the steps themselves for models of single rows. */
  starts: Int32Array;
  /** Names of the outputs wanted. */
  outputs: string[];
}

export interface InferenceApi {
  /**
   * Load a model in place of the one before: weights and golden outputs are checked, the device is chosen, and the
   * first run is done.
   * @throws ModelFileError in words
   */
  load(model: ModelToLoad): Promise<LoadedModel>;
  /**
   * Outputs of the loaded model, shape [starts, its own]. Questions wait for each other. `onprogress` is a Comlink
   * proxy and gets the share done. `id` names the call for `cancel`.
   * @throws name 'AbortError' when cancelled; DeviceLostError
   */
  answer(
    id: number,
    question: Question,
    onprogress: (fraction: number) => void,
  ): Promise<{ outputs: Record<string, Float32Array>; tookMs: number; heapBytes: number }>;
  /** Cancel a waiting or running question; unknown ids are ignored. */
  cancel(id: number): void;
}

/** Start an inference worker. */
export function connectInference(): Connection<Remote<InferenceApi>> {
  return connectWorker<InferenceApi>(
    new Worker(new URL('../../../workers/inference/inference.worker.ts', import.meta.url), {
      type: 'module',
      name: 'inference',
    }),
  );
}
