// The training steps that are timed: each model at its default size for 95 tags, at the batches that training uses.
import {
  autoencoder,
  type BuiltModel,
  faultClassifier,
  forecaster,
  type ModelName,
  vae,
} from '../../src/lib/learn/models';
import { sizeOf } from '../../src/lib/learn/onnx/shape';
import { nextNormal, seedRandom } from '../../src/lib/simulator/random';
import type { Tensors } from '../../src/lib/models/runtime';

export interface Case {
  name: ModelName;
  batch: number;
}

export interface StepTimes extends Case {
  threads: number;
  steps: number;
  medianMs: number;
  leastMs: number;
  /** Processor time of a step, all threads: hardly moved by what else the machine does. */
  cpuMs: number;
}

export const CASES: Case[] = [
  ...(['autoencoder', 'vae'] as const).flatMap((name) => [256, 1024, 4096].map((batch) => ({ name, batch }))),
  ...(['forecaster', 'fault-classifier'] as const).flatMap((name) =>
    [32, 64].map((batch) => ({ name, batch })),
  ),
];

export const MODELS: Record<ModelName, () => BuiltModel> = {
  autoencoder: () => autoencoder.build(autoencoder.defaults),
  vae: () => vae.build(vae.defaults),
  forecaster: () => forecaster.build(forecaster.defaults),
  'fault-classifier': () => faultClassifier.build(faultClassifier.defaults),
};

/** Drawn inputs of a step: nothing missing, the first class for all. */
export function drawnBatch(model: BuiltModel, batch: number): Tensors {
  const random = seedRandom(7);
  const { inputs } = model.evaluate({ batch, provider: 'wasm' });
  const fill = (name: string, shape: readonly number[]) => (_: unknown, at: number) => {
    if (name === 'sample_weight' || name.endsWith('mask')) return 1;
    if (model.name === 'fault-classifier' && name === 'target') return at % shape[1] === 0 ? 1 : 0;
    return nextNormal(random);
  };
  return Object.fromEntries(
    inputs
      .filter(({ name }) => name !== 'w')
      .map(({ name, shape }) => [name, Float32Array.from({ length: sizeOf(shape) }, fill(name, shape))]),
  );
}
