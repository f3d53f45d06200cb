import { describe, expect, it } from 'vitest';
import { goldenDeviation, goldenOf, GOLDEN_BATCH } from '$lib/models/golden';
import type { ModelManifest } from '$lib/models/manifest';
import { parseManifest } from '$lib/models/manifest-parse';
import { describeFile, readWeights, weightBytes } from '$lib/models/weights-file';
import { PLAN, runtime, smallAutoencoder } from './support/runtime';

const model = smallAutoencoder();
const weights = model.initialWeights(1);

async function manifestOf(bytes: Uint8Array<ArrayBuffer>): Promise<ModelManifest> {
  const answerer = await runtime.openAnswerer(model, GOLDEN_BATCH, weights);
  return {
    ...{ format: 1, name: 'autoencoder', version: '1.0.0', builtOn: '2026-11-30', licence: 'MIT' },
    config: { tags: 6, hidden: [8], latent: 2 },
    features: ['a', 'b', 'c', 'd', 'e', 'f'],
    ...{ stepSeconds: 60, steps: 1, targets: [], classes: [] },
    scaler: { rule: 'standard', clip: 10, mean: [0, 0, 0, 0, 0, 0], deviation: [1, 1, 1, 1, 1, 1] },
    weights: await describeFile('weights.bin', bytes),
    infer: null,
    training: {
      ...{
        data: 'drawn readings',
        samples: { train: 1, validation: 1, test: 1 },
        start: 'seed 1',
        plan: PLAN,
      },
      ...{ epoch: 1, validation: 1, seconds: 1, device: 'wasm, 1 thread' },
    },
    quality: [],
    golden: await goldenOf(answerer),
    thresholds: [],
  };
}

describe('a weights file', () => {
  const bytes = weightBytes(weights);

  it('gives the weights back', async () => {
    expect(await readWeights(bytes, await manifestOf(bytes), model.layout)).toEqual(weights);
  });

  it('says what is wrong with it', async () => {
    const manifest = await manifestOf(bytes);
    const flipped = bytes.slice();
    flipped[100] ^= 1;
    await expect(readWeights(flipped, manifest, model.layout)).rejects.toThrow('their hash is not the one');
    await expect(readWeights(bytes.slice(0, -4), manifest, model.layout)).rejects.toThrow(
      `${bytes.length - 4} bytes, ${bytes.length} were written`,
    );
    const broken = weights.slice();
    broken[0] = NaN;
    const brokenBytes = weightBytes(broken);
    await expect(readWeights(brokenBytes, await manifestOf(brokenBytes), model.layout)).rejects.toThrow(
      'not all of them are numbers',
    );
    await expect(readWeights(bytes, manifest, { padded: 2048 })).rejects.toThrow('the model has 2048');
  });
});

describe('a manifest', () => {
  it('is read back as it was written', async () => {
    const manifest = await manifestOf(weightBytes(weights));
    expect(parseManifest(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
  });

  it.each([
    ['no object', () => null, 'holds no object'],
    ['another format', (good: ModelManifest) => ({ ...good, format: 2 }), '"format"'],
    ['an unknown model', (good: ModelManifest) => ({ ...good, name: 'oracle' }), '"name"'],
    ['no hash', (good: ModelManifest) => ({ ...good, weights: { file: 'w', bytes: 4 } }), '"weights"'],
    [
      'a feature too many',
      (good: ModelManifest) => ({ ...good, features: [...good.features, 'g'] }),
      '7 features',
    ],
    [
      'a deviation of 0',
      (good: ModelManifest) => ({ ...good, scaler: { ...good.scaler, deviation: [0, 1, 1, 1, 1, 1] } }),
      '"scaler"',
    ],
  ])('is refused with %s', async (_name, spoil, words) => {
    const good = await manifestOf(weightBytes(weights));
    expect(() => parseManifest(spoil(good))).toThrow(words);
  });
});

describe('golden outputs', () => {
  it('agree with the weights they were made of, and not with others', async () => {
    const { golden } = await manifestOf(weightBytes(weights));
    const same = await runtime.openAnswerer(model, GOLDEN_BATCH, weights);
    const other = await runtime.openAnswerer(model, GOLDEN_BATCH, model.initialWeights(2));
    const broken = await runtime.openAnswerer(
      model,
      GOLDEN_BATCH,
      weights.map(() => NaN),
    );
    expect(await goldenDeviation(same, golden)).toBe(0);
    expect(await goldenDeviation(other, golden)).toBeGreaterThan(0.05);
    expect(await goldenDeviation(broken, golden)).toBe(Infinity);
  });
});
