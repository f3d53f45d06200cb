import * as ort from 'onnxruntime-web';
import { autoencoder, vae } from '$lib/learn/models';
import type { BuiltModel } from '$lib/learn/models';
import { scaledMatrix, type Matrix } from '$lib/models/matrix';
import { ortRuntime } from '$lib/models/ort/ort-runtime';
import { rowSamples } from '$lib/models/row-samples';
import type { WeightState } from '$lib/models/runtime';
import { fitScaler } from '$lib/models/scaler';
import type { Samples } from '$lib/models/samples';
import type { TrainPlan } from '$lib/models/train-types';
import { nextNormal, nextUnit, seedRandom } from '$lib/simulator/random';

ort.env.wasm.numThreads = 1;

/** onnxruntime's WASM in Node, with one thread. */
export const runtime = ortRuntime(ort, 'wasm');

export const FEATURES = 6;

/** Six readings that two hidden numbers make, with some missing. */
export function correlatedColumns(steps: number, seed = 3): Float32Array[] {
  const random = seedRandom(seed);
  const columns = Array.from({ length: FEATURES }, () => new Float32Array(steps));
  for (let at = 0; at < steps; at++) {
    const [a, b] = [nextNormal(random), nextNormal(random)];
    columns.forEach((column, k) => {
      const value = 50 + k + (k % 2 === 0 ? a : b) * (k + 1) + 0.05 * nextNormal(random);
      column[at] = nextUnit(random) < 0.02 ? NaN : value;
    });
  }
  return columns;
}

export function smallMatrix(steps: number): Matrix {
  const columns = correlatedColumns(steps);
  return scaledMatrix(columns, fitScaler(columns, { from: 0, to: steps }));
}

const places = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);

/** 250 samples to train, 60 to validate: with batches of 32 the last one is padded. */
export function smallSamples(latent = 0): { train: Samples; validation: Samples } {
  const matrix = smallMatrix(310);
  return {
    train: rowSamples(matrix, places(0, 250), latent),
    validation: rowSamples(matrix, places(250, 310), latent),
  };
}

export const smallAutoencoder = (): BuiltModel =>
  autoencoder.build({ tags: FEATURES, hidden: [8], latent: 2 });
export const smallVae = (): BuiltModel =>
  vae.build({ ...vae.defaults, tags: FEATURES, hidden: [8], latent: 2 });

export const PLAN: TrainPlan = {
  seed: 5,
  epochs: 6,
  batch: 32,
  schedule: { peak: 1e-2, warmUpSteps: 4, floor: 0.05 },
  weightDecay: 1e-4,
  patience: 3,
  leastGain: 0,
};

export function startOf(model: BuiltModel, seed = 1): WeightState {
  const zeros = () => new Float32Array(model.layout.padded);
  return { w: model.initialWeights(seed), m: zeros(), v: zeros() };
}
