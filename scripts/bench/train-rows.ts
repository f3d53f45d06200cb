// Child of bench:train: time until the autoencoder or the VAE stops early on 130,000 minutes of 95 columns.
// tsx train-rows.ts <threads> <model>; prints one line of JSON.
import * as ort from 'onnxruntime-web';
import type { ModelName } from '../../src/lib/learn/models';
import { ortRuntime } from '../../src/lib/models/ort/ort-runtime';
import { prepareTraining } from '../../src/lib/models/prepare-training';
import { modelEntry } from '../../src/lib/models/registry';
import { trainModel } from '../../src/lib/models/train-loop';
import { COLUMN_COUNT, COLUMN_NAMES } from '../../src/lib/simulator/columns';
import { renderBlock } from '../../src/lib/simulator/render';
import { simulatePlant } from '../../src/lib/simulator/simulate';
import { MODELS } from './train-cases';

const ROWS = 130_000;
const DAYS = 91;
const SEED = 61_001;
const HOUR_MS = 3_600_000;
const [threads, name] = process.argv.slice(2) as [string, ModelName];

/** A reading a minute of the simulated plant's 94 columns, and the time of day as the 95th. */
function columnsOfPlant(): Float32Array[] {
  const columns = Array.from({ length: COLUMN_COUNT + 1 }, () => new Float32Array(ROWS));
  const plant = simulatePlant({ seed: SEED, days: DAYS, startMs: Date.UTC(2024, 0, 1) });
  for (let hour = plant.startMs, from = 0; from < ROWS; hour += HOUR_MS, from += 60) {
    const { values } = renderBlock(plant.config, plant.block(hour), 60);
    for (let minute = 0; minute < 60 && from + minute < ROWS; minute++) {
      for (let i = 0; i < COLUMN_COUNT; i++) columns[i][from + minute] = values[minute * COLUMN_COUNT + i];
      columns[COLUMN_COUNT][from + minute] = Math.sin((2 * Math.PI * (from + minute)) / 1440);
    }
  }
  return columns;
}

ort.env.wasm.numThreads = Number(threads);
const runtime = ortRuntime(ort, 'wasm');
const model = MODELS[name]();
const { plan, stepSeconds } = modelEntry(name);
const order = {
  ...{ name, plan, stepSeconds, config: { latent: 32 }, targets: [], classes: [], start: 'seed 1' },
  features: [...COLUMN_NAMES, 'clock.day_sin'],
};
const columns = columnsOfPlant();
const began = performance.now();
const prepared = prepareTraining(order, { columns, startMs: 0, labels: null });
const zeros = () => new Float32Array(model.layout.padded);
const start = { w: model.initialWeights(1), m: zeros(), v: zeros() };
const trainer = await runtime.openTrainer(model, plan.batch, start);
const result = await trainModel({
  ...{ trainer, plan, train: prepared.train.samples, validation: prepared.validation.samples },
});
console.log(
  JSON.stringify({
    ...{
      name,
      threads: Number(threads),
      rows: ROWS,
      columns: columns.length,
      trained: prepared.train.samples.count,
    },
    ...{ seconds: (performance.now() - began) / 1000, epochs: result.history.length, steps: result.steps },
    ...{
      stopped: result.stopped,
      firstValidation: result.history[0].validation,
      bestValidation: result.best.validation,
    },
  }),
);
process.exit(0);
