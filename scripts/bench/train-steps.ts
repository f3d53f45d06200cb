// Child of bench:train: times training steps with a given number of threads (onnxruntime sets them once a process).
// tsx train-steps.ts <threads> <seconds a case> <cases as JSON>; prints a line of JSON a case.
import * as ort from 'onnxruntime-web';
import { ortRuntime } from '../../src/lib/models/ort/ort-runtime';
import { type Case, drawnBatch, MODELS, type StepTimes } from './train-cases';
import { median } from './stats.mjs';

const [threads, seconds, cases] = process.argv.slice(2);
/** Steps before the first that counts: the engine compiles what is run often anew. */
const WARM_UP: Record<string, number> = { autoencoder: 60, vae: 60, forecaster: 2, 'fault-classifier': 2 };
const LEAST_STEPS = 5;

ort.env.wasm.numThreads = Number(threads);
const runtime = ortRuntime(ort, 'wasm');

async function timed({ name, batch }: Case): Promise<StepTimes> {
  const model = MODELS[name]();
  const zeros = () => new Float32Array(model.layout.padded);
  const trainer = await runtime.openTrainer(model, batch, {
    w: model.initialWeights(1),
    m: zeros(),
    v: zeros(),
  });
  const tensors = drawnBatch(model, batch);
  const times: number[] = [];
  const cpu: number[] = [];
  let until = Infinity;
  for (let step = 1; times.length < LEAST_STEPS || performance.now() < until; step++) {
    const began = performance.now();
    const used = process.cpuUsage();
    await trainer.step([1e-3, step, 1e-2], tensors);
    if (step === WARM_UP[name]) until = performance.now() + Number(seconds) * 1000;
    if (step <= WARM_UP[name]) continue;
    times.push(performance.now() - began);
    const { user, system } = process.cpuUsage(used);
    cpu.push((user + system) / 1000);
  }
  await trainer.dispose();
  return {
    ...{ name, batch, threads: Number(threads), steps: times.length },
    ...{ medianMs: median(times), leastMs: Math.min(...times), cpuMs: median(cpu) },
  };
}

for (const each of JSON.parse(cases) as Case[]) console.log(JSON.stringify(await timed(each)));
process.exit(0);
