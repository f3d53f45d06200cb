import { describe, expect, it } from 'vitest';
import { autoencoder, type BuiltModel, vae } from '$lib/learn/models';
import { loadEncoded } from './run-graph';
import { randomBatch, trainSteps } from './train-steps';

const small: Record<string, BuiltModel> = {
  autoencoder: autoencoder.build({ tags: 5, hidden: [7, 6], latent: 3 }),
  vae: vae.build({ tags: 5, hidden: [7, 6], latent: 3, beta: 1e-3 }),
};
const built = Object.entries(small);

describe('at their defaults the models have the stated sizes', () => {
  it.each([
    ['autoencoder', autoencoder.build(autoencoder.defaults), 45_311],
    ['vae', vae.build(vae.defaults), 52_511],
  ])('%s', (_name, { layout }, count) => {
    expect(layout.count).toBe(count);
    expect(layout.padded % 1024).toBe(0);
    const last = layout.slices[layout.slices.length - 1];
    expect(last.offset + last.shape.reduce((product, size) => product * size, 1)).toBe(count);
  });
});

describe('each model', () => {
  it.each(built)('%s learns a batch by heart', async (_name, model) => {
    const { losses, norms } = await trainSteps(model, randomBatch(model, 6), 80, { rate: 1e-2 });
    expect(losses[79]).toBeLessThan(0.6 * losses[0]);
    expect(norms.every(Number.isFinite)).toBe(true);
  });

  it.each(built)('%s starts alike from one seed and not from another', (_name, model) => {
    expect(model.initialWeights(4)).toEqual(model.initialWeights(4));
    expect(model.initialWeights(4)).not.toEqual(model.initialWeights(5));
    expect(
      model
        .initialWeights(4)
        .slice(model.layout.count)
        .every((weight) => weight === 0),
    ).toBe(true);
  });

  it.each(built)(
    '%s gives the mean of its samples to train and their sum to evaluate',
    async (_name, model) => {
      const batch = randomBatch(model, 6);
      batch.sample_weight.fill(0, 4);
      const run = await loadEncoded(model.evaluate({ batch: 6, provider: 'wasm' }));
      const { loss } = await run({ ...batch, w: model.initialWeights(1) });
      const { losses } = await trainSteps(model, batch, 1);
      expect(loss[0] / 4).toBeCloseTo(losses[0], 5);
    },
  );

  it.each(built)('%s takes no notice of samples of weight 0', async (_name, model) => {
    const batch = randomBatch(model, 6);
    batch.sample_weight.fill(0, 4);
    const mixed = Object.fromEntries(
      Object.entries(batch).map(([name, data]) => {
        const row = data.length / 6;
        return [name, name === 'sample_weight' ? data : Float32Array.from(data).fill(0.3, 4 * row)];
      }),
    );
    const a = await trainSteps(model, batch, 3);
    const b = await trainSteps(model, mixed, 3);
    a.losses.forEach((loss, i) => expect(b.losses[i]).toBeCloseTo(loss, 5));
  });

  it.each(built)('%s takes no notice of what a masked reading says', async (_name, model) => {
    const inputs = randomBatch(model, 6);
    const w = model.initialWeights(1);
    const run = await loadEncoded(model.infer({ batch: 6, provider: 'wasm' }));
    const moved = inputs.x.map((value, i) => (inputs.mask[i] ? value : 1e3));
    expect(await run({ ...inputs, w, x: moved })).toEqual(await run({ ...inputs, w }));
  });

  it.each(built)('%s moves all its weights in a step, and no padding', async (_name, model) => {
    const { weights } = await trainSteps(model, randomBatch(model, 16), 1);
    const start = model.initialWeights(1);
    const still = model.layout.slices.filter(({ offset, shape }) => {
      const end = offset + shape.reduce((product, size) => product * size, 1);
      return weights.slice(offset, end).every((weight, i) => weight === start[offset + i]);
    });
    expect(still).toEqual([]);
    expect(weights.slice(model.layout.count).every((weight) => weight === 0)).toBe(true);
  });
});

describe('a configuration that cannot be built says so', () => {
  it.each([
    [
      'autoencoder tags of [0]: sizes must be whole numbers above 0',
      () => autoencoder.build({ ...autoencoder.defaults, tags: 0 }),
    ],
    ['vae hidden of [64, 2.5]: sizes must be', () => vae.build({ ...vae.defaults, hidden: [64, 2.5] })],
  ])('%s', (message, build) => expect(build).toThrow(message));
});
