// Processor time of a training step on WASM with one thread, which other work on the machine changes little:
// tsx --tsconfig tests/tsconfig.json scripts/bench/train-cpu.ts
import * as ort from 'onnxruntime-web';
import { buildModel } from '../../src/lib/models/build-model';
import { goldenInputs } from '../../src/lib/models/golden';
import { ortRuntime } from '../../src/lib/models/ort/ort-runtime';
import type { ModelName } from '../../src/lib/learn/models';

ort.env.wasm.numThreads = 1;
const runtime = ortRuntime(ort, 'wasm');
const CASES: [ModelName, batch: number, tags: number, steps: number][] = [
  ['autoencoder', 1024, 92, 40],
  ['vae', 1024, 92, 40],
  ['forecaster', 64, 95, 4],
  ['fault-classifier', 64, 95, 4],
];

for (const [name, batch, tags, steps] of CASES) {
  const model = await buildModel(name, { tags });
  const zeros = () => new Float32Array(model.layout.padded);
  const trainer = await runtime.openTrainer(model, batch, {
    w: model.initialWeights(1),
    m: zeros(),
    v: zeros(),
  });
  const { inputs } = model.evaluate({ batch, provider: 'wasm' });
  const tensors = { ...goldenInputs(inputs, 1), sample_weight: new Float32Array(batch).fill(1) };
  await trainer.step([1e-3, 1, 1e-4], tensors);
  const [cpu, began] = [process.cpuUsage(), performance.now()];
  for (let step = 2; step < steps + 2; step++) await trainer.step([1e-3, step, 1e-4], tensors);
  const { user, system } = process.cpuUsage(cpu);
  const wall = performance.now() - began;
  const ms = (user + system) / 1000 / steps;
  console.log(
    `${name}, ${tags} tags, batch ${batch}: ${ms.toFixed(1)} ms of processor a step, ${(wall / steps).toFixed(1)} ms by the clock`,
  );
  await trainer.dispose();
}
