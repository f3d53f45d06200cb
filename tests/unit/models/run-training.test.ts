import { describe, expect, it } from 'vitest';
import { parseManifest } from '$lib/models/manifest-parse';
import { prepareTraining } from '$lib/models/prepare-training';
import { finishTraining } from '$lib/models/run-training';
import { trainModel } from '$lib/models/train-loop';
import type { TrainingOrder } from '$lib/models/training-order';
import { readWeights, weightBytes } from '$lib/models/weights-file';
import { correlatedColumns, FEATURES, PLAN, runtime, smallAutoencoder, startOf } from './support/runtime';

const NOW_MS = Date.parse('2026-11-30T08:00:00Z');

const order: TrainingOrder = {
  name: 'autoencoder',
  config: { tags: FEATURES, hidden: [8], latent: 2 },
  plan: { ...PLAN, epochs: 12 },
  features: ['a', 'b', 'c', 'd', 'e', 'f'],
  ...{ targets: [], classes: [], stepSeconds: 60, start: 'seed 1' },
};

describe('a training from readings to its card', () => {
  it('is judged on the newest part beside plain ways, and its card is a manifest', async () => {
    const columns = correlatedColumns(1200);
    const prepared = prepareTraining(order, { columns, startMs: 0, labels: null });
    const model = smallAutoencoder();
    const trainer = await runtime.openTrainer(model, PLAN.batch, startOf(model));
    const [train, validation] = [prepared.train.samples, prepared.validation.samples];
    const result = await trainModel({ trainer, train, validation, plan: order.plan });
    const finished = { order, model, prepared, result, startMs: 0 };
    const trained = await finishTraining(
      finished,
      { runtime, golden: runtime, device: 'wasm, 1 thread' },
      NOW_MS,
    );
    const manifest = parseManifest(JSON.parse(JSON.stringify(trained.manifest)));
    const [error, passed] = manifest.quality;
    const [components, mean] = error.baselines;
    expect(error.value).toBeLessThan(0.5 * mean.value);
    // Two hidden numbers made the six readings: two linear components rebuild them.
    expect(components.value).toBeLessThan(0.05 * mean.value);
    expect(mean.value).toBeCloseTo(1, 0);
    expect(passed.value).toBeLessThan(8);
    expect(manifest.thresholds.map(({ share }) => share)).toEqual([0.1, 0.01, 0.001]);
    const read = await readWeights(weightBytes(trained.weights), manifest, model.layout);
    expect(read).toEqual(result.weights);
  });

  it('scales by the training part alone', () => {
    const columns = correlatedColumns(1200);
    const changed = columns.map((column) => column.map((value, at) => (at > 900 ? value + 100 : value)));
    const of = (given: Float32Array[]) =>
      prepareTraining(order, { columns: given, startMs: 0, labels: null });
    expect(of(changed).scaler).toEqual(of(columns).scaler);
  });

  it('says why it cannot start', () => {
    const columns = correlatedColumns(130);
    expect(() => prepareTraining(order, { columns, startMs: 0, labels: null })).toThrow(
      'history are too few',
    );
  });
});
