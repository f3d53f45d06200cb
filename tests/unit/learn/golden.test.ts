import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  autoencoder,
  type BuiltModel,
  faultClassifier,
  forecaster,
  type ModelName,
  type Provider,
  vae,
} from '$lib/learn/models';
import { type Arrays, loadEncoded } from './run-graph';
import { trainSteps } from './train-steps';

/** Written by training/golden.py with PyTorch's own layers, losses and AdamW. */
interface Golden {
  config: never;
  rows: number;
  hyper: { rate: number; decay: number };
  slices: { name: string; shape: number[] }[];
  batch: Record<string, number[]>;
  start: number[];
  infer: Record<string, number[]>;
  losses: number[];
  norms: number[];
  end: number[];
}

/** Greatest |ours - PyTorch's| / (1 + |PyTorch's|). */
const FORWARD = 1e-6;
const LOSS = 5e-6;
const WEIGHTS = 2e-5;

const builders: Record<ModelName, (config: never) => BuiltModel> = {
  autoencoder: autoencoder.build,
  vae: vae.build,
  forecaster: forecaster.build,
  'fault-classifier': faultClassifier.build,
};

const read = (name: ModelName): Golden =>
  JSON.parse(readFileSync(new URL(`../../fixtures/learn/${name}.json`, import.meta.url), 'utf8'));

const arrays = (record: Record<string, number[]>): Arrays =>
  Object.fromEntries(Object.entries(record).map(([name, data]) => [name, Float32Array.from(data)]));

function deviation(found: ArrayLike<number>, known: readonly number[]): number {
  return known.reduce(
    (worst, value, i) => Math.max(worst, Math.abs(found[i] - value) / (1 + Math.abs(value))),
    0,
  );
}

const names = Object.keys(builders) as ModelName[];

describe.each(names)('%s is what PyTorch makes of the same weights', (name) => {
  const golden = read(name);
  const model = builders[name](golden.config);
  const start = new Float32Array(model.layout.padded);
  start.set(golden.start);

  it('has the same weights in the same places', () => {
    expect(model.layout.slices.map(({ name, shape }) => ({ name, shape }))).toEqual(golden.slices);
    expect(golden.start).toHaveLength(model.layout.count);
  });

  it.each<Provider>(['wasm', 'webgpu'])('answers alike, in the form for %s', async (provider) => {
    const run = await loadEncoded(model.infer({ batch: golden.rows, provider }));
    const outputs = await run({ ...arrays(golden.batch), w: start });
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(golden.infer).sort());
    for (const [output, known] of Object.entries(golden.infer))
      expect(deviation(outputs[output], known), output).toBeLessThan(FORWARD);
  });

  it.each<Provider>(['wasm', 'webgpu'])(
    'trains alike for ten steps, in the form for %s',
    async (provider) => {
      const { rate, decay } = golden.hyper;
      const { losses, norms, weights } = await trainSteps(model, arrays(golden.batch), 10, {
        ...{ provider, rate, decay, start },
      });
      expect(deviation(losses, golden.losses)).toBeLessThan(LOSS);
      expect(deviation(norms, golden.norms)).toBeLessThan(LOSS);
      expect(deviation(weights, golden.end)).toBeLessThan(WEIGHTS);
      expect(golden.losses[9]).toBeLessThan(golden.losses[0]);
    },
  );
});
