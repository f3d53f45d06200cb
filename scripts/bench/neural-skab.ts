// Autoencoder and VAE on SKAB by its published protocol, alone and beside the detectors that need no training of weights:
// tsx --tsconfig tests/tsconfig.json scripts/bench/neural-skab.ts [first file] [last file]
import * as ort from 'onnxruntime-web';
import { combine, surprises, fitPanel } from '../../src/lib/detect/consensus';
import { calibrate } from '../../src/lib/detect/calibrate';
import { expected } from '../../src/lib/detect/detectors/expected';
import { iqr } from '../../src/lib/detect/detectors/iqr';
import { isolationForest } from '../../src/lib/detect/detectors/isolation-forest';
import { pca } from '../../src/lib/detect/detectors/pca';
import { robustZ } from '../../src/lib/detect/detectors/robust-z';
import { windowKnn } from '../../src/lib/detect/detectors/window-knn';
import {
  confusion,
  f1,
  falseAlarmRate,
  missedAlarmRate,
  pool,
  type Confusion,
} from '../../src/lib/detect/judge/confusion';
import { vusPr } from '../../src/lib/detect/judge/vus-pr';
import { quantile } from '../../src/lib/detect/quantile';
import { smooth } from '../../src/lib/detect/smooth';
import { fitScales, standardise, type Standardised } from '../../src/lib/detect/standardise';
import { autoencoder, vae, type BuiltModel } from '../../src/lib/learn/models';
import { answerAll } from '../../src/lib/models/answer-all';
import { scaledMatrix } from '../../src/lib/models/matrix';
import { ortRuntime } from '../../src/lib/models/ort/ort-runtime';
import { rowSamples } from '../../src/lib/models/row-samples';
import { fitScaler } from '../../src/lib/models/scaler';
import { trainModel } from '../../src/lib/models/train-loop';
import { skabFiles, TRAIN_ROWS, type SkabFile } from './detect-skab';

ort.env.wasm.numThreads = 1;
const runtime = ortRuntime(ort, 'wasm');
const VALIDATION = 80;
const QUANTILE = 0.95;
const CHANNELS = 8;
const BATCH = 64;
const places = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, at) => from + at);

/** As detect-skab.ts makes them: readings cut off at 2.5 sigmas, means of 60 rows. */
function smoothed({ frame }: SkabFile, use: Uint8Array): Standardised {
  const first = fitScales(frame, use);
  if (first.kind === 'not-enough') throw new Error(first.message);
  const means = smooth(standardise(frame, first.scales), 60, 2.5);
  const tags = means.columns.map((avg, at) => ({ ...frame.tags[first.scales[at].index], avg }));
  const scales = fitScales({ ...frame, tags }, use);
  if (scales.kind === 'not-enough') throw new Error(scales.message);
  return standardise({ ...frame, tags }, scales.scales);
}

/** Scores of a model trained on the first 320 rows, its epoch chosen by the next 80. */
async function scoresOf(
  model: BuiltModel,
  columns: readonly Float32Array[],
  latent: number,
): Promise<Float32Array> {
  const matrix = scaledMatrix(columns, fitScaler(columns, { from: 0, to: TRAIN_ROWS - VALIDATION }));
  const zeros = () => new Float32Array(model.layout.padded);
  const trainer = await runtime.openTrainer(model, BATCH, {
    w: model.initialWeights(1),
    m: zeros(),
    v: zeros(),
  });
  const { weights } = await trainModel({
    trainer,
    train: rowSamples(matrix, places(0, TRAIN_ROWS - VALIDATION), latent),
    validation: rowSamples(matrix, places(TRAIN_ROWS - VALIDATION, TRAIN_ROWS), latent),
    plan: {
      ...{ seed: 1, epochs: 150, batch: BATCH, weightDecay: 1e-4, patience: 20, leastGain: 0.005 },
      schedule: { peak: 3e-3, warmUpSteps: 20, floor: 0.05 },
    },
    breathe: async () => undefined,
  });
  await trainer.dispose();
  const answerer = await runtime.openAnswerer(model, BATCH, weights);
  const { score } = await answerAll(answerer, rowSamples(matrix, places(0, matrix.steps), latent), ['score']);
  await answerer.dispose();
  return score;
}

interface Lane {
  detector: string;
  values: Float32Array;
  healthy: Float32Array;
}

async function lanesOf(file: SkabFile): Promise<Lane[]> {
  const use = new Uint8Array(file.frame.length).fill(1, 0, TRAIN_ROWS);
  const data = smoothed(file, use);
  const plain = [
    robustZ(),
    iqr(),
    expected(),
    pca(),
    isolationForest(),
    windowKnn({ window: 20, memory: 200 }),
  ];
  const panel = fitPanel(plain, data, use).members.map(({ detector, calibration, healthy }): Lane => ({
    ...{ detector: detector.name, healthy },
    values: surprises(calibration, detector.score(data).values),
  }));
  const sizes = { tags: data.columns.length, hidden: [32, 16], latent: 3 };
  const models: [string, BuiltModel, number][] = [
    ['autoencoder', autoencoder.build(sizes), 0],
    ['vae', vae.build({ ...vae.defaults, ...sizes }), sizes.latent],
  ];
  const neural: Lane[] = [];
  for (const [detector, model, latent] of models) {
    const score = await scoresOf(model, data.columns, latent);
    // Rows that no weight was fitted to say what is usual.
    const calibration = calibrate(Float64Array.from(score.subarray(TRAIN_ROWS - VALIDATION, TRAIN_ROWS)));
    const values = surprises(calibration, score);
    const healthy = values.slice();
    healthy.fill(NaN, 0, TRAIN_ROWS - VALIDATION);
    neural.push({ detector, values, healthy });
  }
  const joined = (detector: string, lanes: Lane[]): Lane => ({
    detector,
    values: combine(
      lanes.map(({ values }) => values),
      1,
    ),
    healthy: combine(
      lanes.map(({ healthy }) => healthy),
      1,
    ),
  });
  return [
    ...panel,
    ...neural,
    joined('consensus', panel),
    joined('consensus with autoencoder', [...panel, neural[0]]),
    joined('consensus with vae', [...panel, neural[1]]),
    joined('consensus with both', [...panel, ...neural]),
  ];
}

const [first = '0', last = '15'] = process.argv.slice(2);
const files = skabFiles('/work/shared/datasets').slice(Number(first), Number(last) + 1);
const counts = new Map<string, { each: Confusion[]; vus: number[] }>();
for (const file of files) {
  const began = performance.now();
  const truth = file.labels.subarray(TRAIN_ROWS);
  for (const { detector, values, healthy } of await lanesOf(file)) {
    const kept = counts.get(detector) ?? { each: [], vus: [] };
    const threshold = quantile(
      healthy.subarray(0, TRAIN_ROWS).filter((value) => value === value),
      QUANTILE,
    );
    const rest = values.subarray(TRAIN_ROWS);
    kept.each.push(
      confusion(
        truth,
        Uint8Array.from(rest, (value) => Number(value > threshold)),
      ),
    );
    kept.vus.push(vusPr(truth, rest, 100));
    counts.set(detector, kept);
  }
  console.error(`${file.name}: ${((performance.now() - began) / 1000).toFixed(0)} s, ${CHANNELS} channels`);
}
console.log('detector | F1 | false alarms | missed | VUS-PR');
for (const [detector, { each, vus }] of counts) {
  const all = pool(each);
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const mean = vus.reduce((sum, one) => sum + one, 0) / vus.length;
  console.log(
    `${detector} | ${f1(all).toFixed(3)} | ${percent(falseAlarmRate(all))} | ${percent(missedAlarmRate(all))} | ${mean.toFixed(3)}`,
  );
}
