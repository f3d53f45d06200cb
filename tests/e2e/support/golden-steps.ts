/** Bundled by models-gpu.test.ts and run in the page: ten steps of each model on a device, as the app runs them. */
import { buildModel, type ModelConfig } from '../../../src/lib/models/build-model';
import { ortRuntime } from '../../../src/lib/models/ort/ort-runtime';
import type { Ort } from '../../../src/lib/models/ort/ort-types';
import type { ModelName, Provider } from '../../../src/lib/learn/models/model-types';

export interface GoldenFile {
  config: ModelConfig;
  rows: number;
  hyper: { rate: number; decay: number };
  batch: Record<string, number[]>;
  start: number[];
  losses: number[];
}

/** @returns the loss of each step */
export async function goldenLosses(
  name: ModelName,
  golden: GoldenFile,
  provider: Provider,
  files: string,
  wasm: string,
): Promise<number[]> {
  const ort = (await import(/* @vite-ignore */ `${files}ort.${provider}.min.mjs`)) as Ort;
  ort.env.wasm.numThreads = 1;
  const glue = `ort-wasm-simd-threaded${provider === 'webgpu' ? '.asyncify' : ''}.mjs`;
  ort.env.wasm.wasmPaths = { mjs: `${files}${glue}`, wasm };
  const model = await buildModel(name, golden.config);
  const zeros = () => new Float32Array(model.layout.padded);
  const w = zeros();
  w.set(golden.start);
  const trainer = await ortRuntime(ort, provider).openTrainer(model, golden.rows, {
    w,
    m: zeros(),
    v: zeros(),
  });
  const batch = Object.fromEntries(
    Object.entries(golden.batch).map(([key, values]) => [key, Float32Array.from(values)]),
  );
  const losses: number[] = [];
  for (let step = 1; step <= golden.losses.length; step++) {
    const { loss } = await trainer.step([golden.hyper.rate, step, golden.hyper.decay], batch);
    losses.push(loss);
  }
  await trainer.dispose();
  return losses;
}
