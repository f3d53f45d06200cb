/** The inference worker without its worker: onnxruntime's WASM in Node plays both devices. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { DeviceTrial } from '$lib/models/device';
import { goldenOf, GOLDEN_BATCH } from '$lib/models/golden';
import type { ModelManifest } from '$lib/models/manifest';
import type { Runtime } from '$lib/models/runtime';
import { fitScaler } from '$lib/models/scaler';
import { describeFile, weightBytes } from '$lib/models/weights-file';
import { createInference } from '../../../../workers/inference/inference';
import { correlatedColumns, FEATURES, PLAN, runtime, smallAutoencoder } from '../../models/support/runtime';

const model = smallAutoencoder();
const flat = model.initialWeights(1);
const weights = weightBytes(flat);
const columns = () => correlatedColumns(1500);
const starts = Int32Array.from({ length: 1500 }, (_, at) => at);
let manifest: ModelManifest;

beforeAll(async () => {
  manifest = {
    ...{ format: 1, name: 'autoencoder', version: '1', builtOn: '2026-11-30', licence: 'MIT' },
    config: { tags: FEATURES, hidden: [8], latent: 2 },
    features: ['a', 'b', 'c', 'd', 'e', 'f'],
    ...{ stepSeconds: 60, steps: 1, targets: [], classes: [], infer: null, quality: [], thresholds: [] },
    scaler: fitScaler(columns(), { from: 0, to: 1500 }),
    weights: await describeFile('weights.bin', weights),
    training: {
      ...{ data: 'drawn', samples: { train: 1, validation: 1, test: 1 }, start: 'seed 1', plan: PLAN },
      ...{ epoch: 1, validation: 1, seconds: 1, device: 'processor, 1 thread' },
    },
    golden: await goldenOf(await runtime.openAnswerer(model, GOLDEN_BATCH, flat)),
  };
});

/** A graphics device that is the processor, its outputs changed by a factor. */
const graphics = (factor: number): Runtime => ({
  ...runtime,
  provider: 'webgpu',
  async openAnswerer(...given) {
    const answerer = await runtime.openAnswerer(...given);
    return {
      ...answerer,
      provider: 'webgpu',
      async run(inputs) {
        const outputs = Object.entries(await answerer.run(inputs));
        return Object.fromEntries(outputs.map(([name, all]) => [name, all.map((value) => value * factor)]));
      },
    };
  },
});

function inference(gpu: Runtime | null = null, trials = new Map<string, DeviceTrial>()) {
  return createInference({
    loadRuntime: async (provider) => (provider === 'webgpu' ? gpu! : runtime),
    adapterName: async () => (gpu ? 'a card' : null),
    readTrial: async (key) => trials.get(key),
    saveTrial: async (key, trial) => void trials.set(key, trial),
  });
}

const ignore = () => undefined;
const question = () => ({ columns: columns(), scaler: null, starts, outputs: ['score'] });

describe('a model that answers', () => {
  it('gives a score to each step, the last batch padded', async () => {
    const api = inference();
    const loaded = await api.load({ manifest, weights, device: 'auto' });
    expect(loaded).toMatchObject({ device: { provider: 'wasm' }, goldenDeviation: 0, trial: null });
    const { outputs } = await api.answer(1, question(), ignore);
    expect(outputs.score).toHaveLength(1500);
    expect(outputs.score.every((score) => score >= 0)).toBe(true);
    const some = await api.answer(2, { ...question(), starts: Int32Array.of(1499) }, ignore);
    expect(some.outputs.score[0]).toBeCloseTo(outputs.score[1499], 5);
  });

  it('tries both devices once and remembers it', async () => {
    const trials = new Map<string, DeviceTrial>();
    const first = await inference(graphics(1), trials).load({ manifest, weights, device: 'auto' });
    expect(first.trial).toMatchObject({ deviation: 0 });
    expect(trials.size).toBe(1);
    const again = await inference(graphics(1), trials).load({ manifest, weights, device: 'webgpu' });
    expect(again).toMatchObject({ device: { provider: 'webgpu', why: 'the graphics device, as chosen' } });
  });

  it('runs on the processor where the graphics device gives wrong numbers, also by a remembered trial', async () => {
    const found = await inference(graphics(2)).load({ manifest, weights, device: 'webgpu' });
    expect(found.device).toMatchObject({ provider: 'wasm', why: expect.stringContaining('wrong numbers') });
    const trials = new Map<string, DeviceTrial>();
    await inference(graphics(1), trials).load({ manifest, weights, device: 'webgpu' });
    const later = await inference(graphics(2), trials).load({ manifest, weights, device: 'webgpu' });
    expect(later.device).toMatchObject({ provider: 'wasm', why: expect.stringContaining('wrong numbers') });
  });

  it('is refused when its weights are damaged or give other numbers than they were kept with', async () => {
    const api = inference();
    const damaged = weights.slice();
    damaged[3] ^= 1;
    const load = (given: Partial<Parameters<typeof api.load>[0]>) =>
      api.load({ manifest, weights, device: 'auto', ...given });
    await expect(load({ weights: damaged })).rejects.toThrow('are damaged');
    const golden = { ...manifest.golden, outputs: { score: [9, 9, 9, 9] } };
    await expect(load({ manifest: { ...manifest, golden } })).rejects.toThrow('other numbers here');
    await expect(api.answer(1, question(), ignore)).rejects.toThrow('no model is loaded');
    // A failure leaves the worker ready for the next model.
    await load({});
    expect((await api.answer(2, question(), ignore)).outputs.score).toHaveLength(1500);
  });

  it('can be cancelled while it waits', async () => {
    const api = inference();
    await api.load({ manifest, weights, device: 'auto' });
    const first = api.answer(1, question(), ignore);
    const second = api.answer(2, question(), ignore);
    api.cancel(2);
    await expect(second).rejects.toThrow('abort');
    expect((await first).outputs.score).toHaveLength(1500);
  });
});
