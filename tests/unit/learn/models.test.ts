import { describe, expect, it } from 'vitest';
import { autoencoder, type BuiltModel, faultClassifier, forecaster, vae } from '$lib/learn/models';
import { loadEncoded } from './run-graph';
import { randomBatch, trainSteps } from './train-steps';

const small: Record<string, BuiltModel> = {
  autoencoder: autoencoder.build({ tags: 5, hidden: [7, 6], latent: 3 }),
  vae: vae.build({ tags: 5, hidden: [7, 6], latent: 3, beta: 1e-3 }),
  forecaster: forecaster.build({
    ...{ tags: 5, steps: 6, hidden: 6, layers: 2 },
    ...{ horizon: 3, targets: 2, quantiles: [0.1, 0.5, 0.9] },
  }),
  'fault-classifier': faultClassifier.build({
    ...{ tags: 5, steps: 10, classes: 3, channels: [6, 7, 8] as const, hidden: 6, dense: 5 },
  }),
};
const built = Object.entries(small);

describe('at their defaults the models have the stated sizes', () => {
  it.each([
    ['autoencoder', autoencoder.build(autoencoder.defaults), 45_311],
    ['vae', vae.build(vae.defaults), 52_511],
    ['forecaster', forecaster.build(forecaster.defaults), 1_189_368],
    ['fault-classifier', faultClassifier.build(faultClassifier.defaults), 894_476],
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

describe('the forms for WASM and for WebGPU', () => {
  it.each(built)('of %s train alike', async (_name, model) => {
    const batch = randomBatch(model, 6);
    const wasm = await trainSteps(model, batch, 5);
    const webgpu = await trainSteps(model, batch, 5, { provider: 'webgpu' });
    wasm.losses.forEach((loss, i) => expect(webgpu.losses[i]).toBeCloseTo(loss, 5));
  });

  it.each(built)('of %s use no op that WebGPU lacks', (_name, model) => {
    const text = new TextDecoder('latin1').decode(model.train({ batch: 6, provider: 'webgpu' }).bytes);
    expect(text).not.toMatch(/Scan|Loop|LogSoftmax|Sign|IsNaN|Split|Dropout/);
  });
});

describe('the forecaster', () => {
  const model = small.forecaster;
  async function infer(change: (inputs: Record<string, Float32Array>) => void) {
    const inputs = randomBatch(model, 2);
    change(inputs);
    const run = await loadEncoded(model.infer({ batch: 2, provider: 'wasm' }));
    return run({ ...inputs, w: model.initialWeights(1) });
  }

  it('moves its forecast with the base', async () => {
    const at = await infer(({ base }) => base.fill(0));
    const higher = await infer(({ base }) => base.fill(2));
    at.y.forEach((value, i) => expect(higher.y[i] - value).toBeCloseTo(2, 5));
  });

  it('gives hours without readings no attention', async () => {
    const { attention } = await infer(({ mask }) => mask.fill(1).fill(0, 0, 2 * 5));
    expect([...attention.slice(0, 2)]).toEqual([0, 0]);
    expect(attention.slice(0, 6).reduce((sum, share) => sum + share)).toBeCloseTo(1, 5);
  });

  it('learns nothing from targets that are missing', async () => {
    const batch = randomBatch(model, 2);
    batch.target_mask.fill(0);
    const { losses, norms } = await trainSteps(model, batch, 1);
    expect([losses[0], norms[0]]).toEqual([0, 0]);
  });
});

describe('a configuration that cannot be built says so', () => {
  it.each([
    [
      'autoencoder tags of [0]: sizes must be whole numbers above 0',
      () => autoencoder.build({ ...autoencoder.defaults, tags: 0 }),
    ],
    [
      'forecaster quantiles of [0.5, 0.1]: they must rise',
      () => forecaster.build({ ...forecaster.defaults, quantiles: [0.5, 0.1] }),
    ],
    [
      'fault-classifier steps of [3]: at least 4',
      () => faultClassifier.build({ ...faultClassifier.defaults, steps: 3 }),
    ],
    ['vae hidden of [64, 2.5]: sizes must be', () => vae.build({ ...vae.defaults, hidden: [64, 2.5] })],
  ])('%s', (message, build) => expect(build).toThrow(message));
});
