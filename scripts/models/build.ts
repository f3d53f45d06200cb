// npm run models:build [-- --only autoencoder,vae] [--minutes 20] [--threads 1] [--cache folder] [--out folder]
//   [--continue] goes on from the weights that are there; [--epochs 3] over which the learning rate falls
// Trains the shipped models on simulated plants with the same graphs as the page, in onnxruntime-web's WASM.
import { parseArgs } from 'node:util';
import * as ort from 'onnxruntime-web';
import type { ModelName } from '../../src/lib/learn/models';
import { ortRuntime } from '../../src/lib/models/ort/ort-runtime';
import type { Runtime } from '../../src/lib/models/runtime';
import { trainModel } from '../../src/lib/models/train-loop';
import type { TrainPlan, TrainProgress, TrainResult } from '../../src/lib/models/train-types';
import { writeCards } from './cards';
import { poolPlants } from './pooled';
import type { Verdict } from './judge';
import { type Recipe, RECIPES } from './recipes';
import { readModel, writeModel } from './write-model';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(RECIPES).join(',') },
    minutes: { type: 'string', default: '20' },
    threads: { type: 'string', default: '1' },
    cache: { type: 'string', default: '.cache/models' },
    out: { type: 'string', default: 'static/models' },
    continue: { type: 'boolean', default: false },
    epochs: { type: 'string' },
  },
});

const say = (text: string) => process.stderr.write(`${text}\n`);

/** A line an epoch. */
function reporter(name: string) {
  let told = 0;
  return ({ history, stepsPerSecond }: TrainProgress) => {
    for (; told < history.length; told++) {
      const { epoch, train, validation, rate } = history[told];
      say(
        `${name} epoch ${epoch}: train ${train.toFixed(5)}, validation ${validation.toFixed(5)}, rate ${rate.toExponential(1)}, ${stepsPerSecond.toFixed(1)} steps/s`,
      );
    }
  };
}

/** Train one model, judge it on unseen plants and write its files. */
async function build(name: ModelName, runtime: Runtime): Promise<void> {
  const recipe = RECIPES[name]();
  const { model, config, features, targets, classes, stepSeconds } = recipe;
  const plan = { ...recipe.plan, epochs: Number(options.epochs ?? recipe.plan.epochs) };
  const before = options.continue ? await readModel(options.out, name, model.layout) : null;
  const set = recipe.prepare(poolPlants(options.cache, recipe));
  const counts = [set.train, set.validation, set.test].map(({ samples }) => samples.count);
  say(`${name}: ${model.layout.count} weights, ${counts.join(', ')} samples to train, validate, test`);
  const result = await train(recipe, set, plan, before?.weights ?? model.initialWeights(plan.seed));
  const verdict = await judge(recipe, set, result.weights);
  const start = before ? `${before.training.start}, then its own weights` : `seed ${plan.seed}`;
  const bytes = await writeModel(options.out, runtime, {
    order: { name, config, plan, features: [...features], targets, classes, stepSeconds, start },
    ...{ model, set, result, verdict, inferBatch: recipe.inferBatch },
    device: `onnxruntime-web WASM in Node, ${options.threads} thread${options.threads === '1' ? '' : 's'}`,
    secondsBefore: before?.training.seconds ?? 0,
  });
  const seconds = Math.round(result.trainedMs / 1000);
  say(
    `${name}: stopped (${result.stopped}) after ${seconds} s, best epoch ${result.best.epoch}, ${bytes} bytes`,
  );
  report(verdict);
}

type Prepared = ReturnType<Recipe['prepare']>;

async function train(
  { name, model }: Recipe,
  set: Prepared,
  plan: TrainPlan,
  w: Float32Array,
): Promise<TrainResult> {
  const zeros = () => new Float32Array(model.layout.padded);
  const trainer = await runtime.openTrainer(model, plan.batch, { w, m: zeros(), v: zeros() });
  const until = performance.now() + Number(options.minutes) * 60_000;
  const result = await trainModel({
    ...{ trainer, train: set.train.samples, validation: set.validation.samples, plan },
    control: { enough: () => performance.now() > until },
    onprogress: reporter(name),
  });
  await trainer.dispose();
  return result;
}

async function judge({ model, answerBatch }: Recipe, set: Prepared, weights: Float32Array): Promise<Verdict> {
  const answerer = await runtime.openAnswerer(model, answerBatch, weights);
  const verdict = await set.judge(answerer);
  await answerer.dispose();
  return verdict;
}

function report({ quality, confusion }: Verdict): void {
  for (const { measure, value, unit, baselines } of quality) {
    const beside = baselines.map((each) => `${each.name} ${each.value.toPrecision(4)}`).join(', ');
    say(`  ${measure}: ${value.toPrecision(4)} ${unit} (${beside})`);
  }
  for (const { name, windows, recall, precision } of confusion?.scores ?? [])
    say(
      `  ${name}: ${windows} windows, recall ${recall?.toFixed(2) ?? '-'}, precision ${precision.toFixed(2)}`,
    );
}

ort.env.wasm.numThreads = Number(options.threads);
const runtime = ortRuntime(ort, 'wasm');
for (const name of options.only.split(',') as ModelName[]) await build(name, runtime);
if (options.out === 'static/models') await writeCards(options.out, 'docs/models.md');
process.exit(0);
