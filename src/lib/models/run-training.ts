import type { BuiltModel } from '../learn/models/model-types';
import { GOLDEN_BATCH, goldenOf } from './golden';
import { judgeClasses, type JudgedClasses } from './judge-classes';
import { judgeForecast } from './judge-forecast';
import { judgeRows, type Judged } from './judge-rows';
import type { ModelManifest } from './manifest';
import { forecastShape, type PreparedTraining } from './prepare-training';
import { modelEntry } from './registry';
import type { Runtime } from './runtime';
import { describeFile, weightBytes } from './weights-file';
import type { TrainResult } from './train-types';
import type { TrainingOrder } from './training-order';

/** Weights with all that is known of them. */
export interface TrainedModel {
  manifest: ModelManifest;
  weights: Float32Array;
}

const ROW_BATCH = 1024;
const WINDOW_BATCH = 64;

/** Batch that a model answers by. */
export const answerBatch = (order: Pick<TrainingOrder, 'name'>): number =>
  modelEntry(order.name).samples === 'rows' ? ROW_BATCH : WINDOW_BATCH;

/**
 * Judge trained weights on the test part and write their card.
 * @param runtime that answers for the judgement
 * @param golden  WASM: its outputs are what other devices are checked against
 * @param device  in words, as the card says it
 */
export async function finishTraining(
  { order, model, prepared, result, startMs }: FinishedTraining,
  { runtime, golden, device }: { runtime: Runtime; golden: Runtime; device: string },
  nowMs: number,
): Promise<TrainedModel> {
  const { weights } = result;
  const { quality, thresholds, calibration, confusion } = await judge(
    { order, model, prepared, result, startMs },
    runtime,
    nowMs,
  );
  const timeOf = (step: number) => startMs + step * order.stepSeconds * 1000;
  const small = await golden.openAnswerer(model, GOLDEN_BATCH, weights);
  const known = await goldenOf(small);
  await small.dispose();
  const builtOn = new Date(nowMs).toISOString();
  const bytes = weightBytes(weights);
  const { train, validation, test } = prepared;
  return {
    weights,
    manifest: {
      ...{ format: 1, name: order.name, version: builtOn, builtOn, licence: 'yours' },
      ...{ config: order.config, features: order.features, stepSeconds: order.stepSeconds },
      steps: Math.max(1, Number(order.config.steps ?? 1)),
      ...{ targets: order.targets, classes: order.classes, scaler: prepared.scaler },
      weights: await describeFile('weights.bin', bytes),
      infer: null,
      training: {
        data:
          modelEntry(order.name).samples === 'classes' ? 'labels on this plant' : 'readings of this plant',
        samples: {
          train: train.samples.count,
          validation: validation.samples.count,
          test: test.samples.count,
        },
        // Labels teach wherever they lie.
        ...(modelEntry(order.name).samples !== 'classes' && {
          learnt: { fromMs: timeOf(prepared.split.train.from), toMs: timeOf(prepared.split.train.to) },
        }),
        ...{ start: order.start, plan: order.plan, epoch: result.best.epoch },
        ...{ validation: result.best.validation, seconds: result.trainedMs / 1000, device },
      },
      ...{ quality, thresholds, golden: known },
      ...(calibration && { calibration }),
      ...(confusion && { confusion }),
    },
  };
}

export interface FinishedTraining {
  order: TrainingOrder;
  model: BuiltModel;
  prepared: PreparedTraining;
  result: TrainResult;
  /** Start of the first step, ms since epoch. */
  startMs: number;
}

async function judge(
  { order, model, prepared, result }: FinishedTraining,
  runtime: Runtime,
  nowMs: number,
): Promise<Judged & Partial<JudgedClasses>> {
  const answerer = await runtime.openAnswerer(model, answerBatch(order), result.weights);
  try {
    switch (modelEntry(order.name).samples) {
      case 'rows':
        return await judgeRows(answerer, prepared, Number(order.config.latent), nowMs);
      case 'forecast': {
        const quantiles = order.config.quantiles as number[];
        const facts = { names: order.targets, quantiles, nowMs };
        const quality = await judgeForecast(answerer, prepared, forecastShape(order), facts);
        return { quality, thresholds: [] };
      }
      case 'classes': {
        return await judgeClasses(answerer, prepared, order.classes, nowMs);
      }
    }
  } finally {
    await answerer.dispose();
  }
}
