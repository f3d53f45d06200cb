// Files of a shipped model: static/models/<name>/{infer.onnx, weights.bin, model.json}.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuiltModel, ModelName, WeightLayout } from '../../src/lib/learn/models';
import { GOLDEN_BATCH, goldenOf } from '../../src/lib/models/golden';
import { parseManifest } from '../../src/lib/models/manifest-parse';
import type { ModelManifest } from '../../src/lib/models/manifest';
import type { PreparedTraining } from '../../src/lib/models/prepare-training';
import type { Runtime } from '../../src/lib/models/runtime';
import { describeFile, readWeights, weightBytes } from '../../src/lib/models/weights-file';
import type { TrainingOrder } from '../../src/lib/models/training-order';
import type { TrainResult } from '../../src/lib/models/train-types';
import type { Verdict } from './judge';
import { SEEDS } from './plants';

const VERSION = '1.1.0';
const DECIMALS = 6;

export interface Built {
  order: TrainingOrder;
  model: BuiltModel;
  set: PreparedTraining;
  result: TrainResult;
  verdict: Verdict;
  /** Samples a run of infer.onnx. */
  inferBatch: number;
  device: string;
  /** Of trainings that these weights started from. */
  secondsBefore: number;
}

const seedsOf = (set: keyof typeof SEEDS): string => `${SEEDS[set][0]} to ${SEEDS[set].at(-1)}`;

export async function writeModel(folder: string, runtime: Runtime, built: Built): Promise<number> {
  const { order, model, result, inferBatch } = built;
  const infer = Uint8Array.from(model.infer({ batch: inferBatch, provider: 'wasm' }).bytes);
  const weights = weightBytes(result.weights);
  const answerer = await runtime.openAnswerer(model, GOLDEN_BATCH, result.weights);
  const golden = await goldenOf(answerer);
  await answerer.dispose();
  const manifest = {
    ...(await manifestOf(built, golden)),
    weights: await describeFile('weights.bin', weights),
    infer: { ...(await describeFile('infer.onnx', infer)), batch: inferBatch },
  };
  parseManifest(JSON.parse(JSON.stringify(manifest)));
  const own = join(folder, order.name);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'infer.onnx'), infer);
  writeFileSync(join(own, 'weights.bin'), weights);
  writeFileSync(join(own, 'model.json'), `${JSON.stringify(manifest, rounded, 1)}\n`);
  return infer.length + weights.length;
}

/** Weights that were written before, and how they came to be. @throws ModelFileError when they do not fit the layout */
export async function readModel(folder: string, name: ModelName, layout: WeightLayout) {
  const own = join(folder, name);
  const manifest = parseManifest(JSON.parse(readFileSync(join(own, 'model.json'), 'utf8')));
  const bytes = Uint8Array.from(readFileSync(join(own, 'weights.bin')));
  return { weights: await readWeights(bytes, manifest, layout), training: manifest.training };
}

/** Six digits are enough for a card; the scaler's and the golden numbers keep theirs. */
function rounded(this: unknown, key: string, value: unknown): unknown {
  const judged = ['value', 'score', 'recall', 'precision', 'f1', 'train', 'validation', 'rate', 'seconds'];
  return typeof value === 'number' && judged.includes(key) ? Number(value.toPrecision(DECIMALS)) : value;
}

async function manifestOf(
  { order, set, result, verdict, device, secondsBefore }: Built,
  golden: ModelManifest['golden'],
): Promise<Omit<ModelManifest, 'weights' | 'infer'> & Pick<Verdict, 'confusion'> & { layout: string }> {
  const { train, validation, test } = set;
  return {
    ...{ format: 1, name: order.name, version: VERSION, builtOn: new Date().toISOString(), licence: 'MIT' },
    ...{ config: order.config, features: order.features, stepSeconds: order.stepSeconds },
    ...{
      steps: Math.max(1, Number(order.config.steps ?? 1)),
      targets: order.targets,
      classes: order.classes,
    },
    scaler: set.scaler,
    layout: 'infer.onnx takes the weights as its input w: weights.bin, float32, little-endian',
    training: {
      data:
        `${SEEDS.train.length} simulated plants, seeds ${seedsOf('train')}; validation seeds ${seedsOf('validation')}; ` +
        'one fault after the other, 23 in about 100 days of a training plant, 9 in about 60 days of the others; ' +
        'each plant scaled by the first 70 % of its own readings',
      samples: {
        train: train.samples.count,
        validation: validation.samples.count,
        test: test.samples.count,
      },
      ...{ start: order.start, plan: order.plan, epoch: result.best.epoch },
      ...{
        validation: result.best.validation,
        seconds: Math.round(secondsBefore + result.trainedMs / 1000),
        device,
      },
    },
    ...{ quality: verdict.quality, thresholds: verdict.thresholds, golden },
    ...(verdict.calibration && { calibration: verdict.calibration }),
    ...(verdict.confusion && { confusion: verdict.confusion }),
  };
}
