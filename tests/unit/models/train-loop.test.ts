import { describe, expect, it } from 'vitest';
import type { BuiltModel } from '$lib/learn/models';
import type { Trainer } from '$lib/models/runtime';
import type { Samples } from '$lib/models/samples';
import { trainModel } from '$lib/models/train-loop';
import type { Checkpoint, TrainProgress, TrainResult } from '$lib/models/train-types';
import { PLAN, runtime, smallAutoencoder, smallSamples, smallVae, startOf } from './support/runtime';

const open = (model: BuiltModel, batch = PLAN.batch): Promise<Trainer> =>
  runtime.openTrainer(model, batch, startOf(model));

/** A trainer whose validation losses are given. */
function scripted(validations: number[]): Trainer & { weights(): number } {
  let steps = 0;
  let judged = 0;
  return {
    ...{ batch: 4, provider: 'wasm' },
    weights: () => steps,
    step: async () => ({ loss: 1 / ++steps, gradientNorm: 1 }),
    evaluate: async ({ sample_weight: weight }) =>
      validations[judged++] * weight.reduce((sum, one) => sum + one, 0),
    read: async () => ({ w: Float32Array.of(steps), m: new Float32Array(1), v: new Float32Array(1) }),
    write: async ({ w }) => void (steps = w[0]),
    dispose: async () => undefined,
  };
}

const four: Samples = { count: 4, tensors: () => ({}) };

describe('a training', () => {
  it('learns what six readings share', async () => {
    const model = smallAutoencoder();
    const result = await trainModel({
      trainer: await open(model),
      ...smallSamples(),
      plan: { ...PLAN, epochs: 40, patience: 40 },
    });
    expect(result.history[0].validation).toBeGreaterThan(0.5);
    expect(result.best.validation).toBeLessThan(0.05);
  });

  it.each([
    ['autoencoder', smallAutoencoder, 0],
    ['VAE, which takes noise', smallVae, 2],
  ])('resumed from any checkpoint ends as an unbroken one: %s', async (_name, build, latent) => {
    const model = build();
    const checkpoints: Checkpoint[] = [];
    const samples = smallSamples(latent);
    const whole = await trainModel({
      ...{ trainer: await open(model), ...samples, plan: PLAN },
      checkpointMs: 0,
      oncheckpoint: async (checkpoint) => void checkpoints.push(structuredClone(checkpoint)),
    });
    // In the midst of an epoch, within its validation, and at its last step.
    for (const at of [3, 9, 10, Math.floor(checkpoints.length / 2), checkpoints.length - 1]) {
      const trainer = await open(model);
      const resumed = await trainModel({ trainer, ...samples, plan: PLAN, checkpoint: checkpoints[at] });
      expect(resumed.history).toEqual(whole.history);
      expect(resumed.weights).toEqual(whole.weights);
      expect(resumed.steps).toBe(whole.steps);
      await trainer.dispose();
    }
  });

  it('is the same for the same seed and another for another', async () => {
    const model = smallAutoencoder();
    const run = async (seed: number): Promise<TrainResult> =>
      trainModel({ trainer: await open(model), ...smallSamples(), plan: { ...PLAN, seed, epochs: 2 } });
    const [one, same, other] = [await run(1), await run(1), await run(2)];
    expect(same.weights).toEqual(one.weights);
    expect(other.weights).not.toEqual(one.weights);
  });

  it('fills its last batch with samples of no weight: the loss is that of the samples alone', async () => {
    const model = smallAutoencoder();
    const { train, validation } = smallSamples();
    const judge = async (batch: number) =>
      trainModel({
        trainer: await open(model, batch),
        train: { ...train, count: 1 },
        validation,
        plan: { ...PLAN, batch, epochs: 1, schedule: { ...PLAN.schedule, peak: 0 } },
      });
    const [padded, exact] = [await judge(32), await judge(60)];
    expect(padded.best.validation).toBeCloseTo(exact.best.validation, 5);
    expect(padded.history[0].train).toBeCloseTo(exact.history[0].train, 5);
  });

  it('stops when the validation gets no better, and keeps the best weights', async () => {
    const trainer = scripted([5, 3, 4, 3.5, 3.2, 1]);
    const result = await trainModel({
      ...{ trainer, train: four, validation: four },
      plan: { ...PLAN, batch: 4, epochs: 20, patience: 3 },
    });
    expect(result.stopped).toBe('early');
    expect(result.best).toEqual({ epoch: 2, validation: 3 });
    expect(result.weights).toEqual(Float32Array.of(2));
    expect(result.steps).toBe(5);
  });

  it('ends with the best weights when a person says that it is enough', async () => {
    const trainer = scripted([5, 3, 4, 4]);
    const result = await trainModel({
      ...{ trainer, train: four, validation: four, plan: { ...PLAN, batch: 4 } },
      control: { enough: () => trainer.weights() === 3 },
    });
    expect(result.stopped).toBe('asked');
    expect(result.best.epoch).toBe(2);
  });

  it('waits while it is paused, keeps a checkpoint before, and tells it', async () => {
    const trainer = scripted([5, 4, 3, 2, 1, 0.5]);
    let go: () => void = () => undefined;
    let waiting: Promise<void> | null = new Promise((resolve) => (go = resolve));
    const [told, kept]: [TrainProgress[], Checkpoint[]] = [[], []];
    const done = trainModel({
      ...{ trainer, train: four, validation: four, plan: { ...PLAN, batch: 4 } },
      control: { paused: () => waiting },
      onprogress: (progress) => void told.push(progress),
      oncheckpoint: async (checkpoint) => void kept.push(checkpoint),
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(trainer.weights()).toBe(1);
    expect(told.at(-1)?.paused).toBe(true);
    expect(kept).toHaveLength(1);
    waiting = null;
    go();
    expect((await done).steps).toBe(6);
    expect(told.at(-1)?.paused).toBe(false);
  });

  it('can be given up', async () => {
    const controller = new AbortController();
    const trainer = scripted([5, 4, 3]);
    const step = trainer.step;
    trainer.step = (...given) => {
      controller.abort();
      return step(...given);
    };
    const job = { trainer, train: four, validation: four, plan: { ...PLAN, batch: 4 } };
    const given = trainModel({ ...job, control: { signal: controller.signal } });
    await expect(given).rejects.toThrow('abort');
  });

  it('says so when it runs away, or has nothing to learn from', async () => {
    const job = { train: four, validation: four, plan: { ...PLAN, batch: 4 } };
    const away = trainModel({ ...job, trainer: scripted([NaN]) });
    await expect(away).rejects.toThrow('ran away');
    const none = trainModel({ ...job, trainer: scripted([1]), train: { ...four, count: 0 } });
    await expect(none).rejects.toThrow('no samples to train with');
  });
});
