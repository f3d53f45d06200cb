import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import {
  autoencoder,
  type BuiltModel,
  faultClassifier,
  forecaster,
  type ModelName,
  vae,
} from '$lib/learn/models';
import { sizeOf } from '$lib/learn/onnx/shape';
import { goldenInputs } from '$lib/models/golden';
import { parseManifest } from '$lib/models/manifest-parse';
import { readWeights } from '$lib/models/weights-file';

const folder = new URL('../../../static/models/', import.meta.url);
const builders: Record<ModelName, (config: never) => BuiltModel> = {
  autoencoder: autoencoder.build,
  vae: vae.build,
  forecaster: forecaster.build,
  'fault-classifier': faultClassifier.build,
};
const names = Object.keys(builders) as ModelName[];
const bytesOf = (name: ModelName, file: string) =>
  Uint8Array.from(readFileSync(new URL(`${name}/${file}`, folder)));
const manifestOf = (name: ModelName) =>
  parseManifest(JSON.parse(readFileSync(new URL(`${name}/model.json`, folder), 'utf8')));

describe.each(names)('the shipped %s', (name) => {
  const manifest = manifestOf(name);
  const model = builders[name](manifest.config as never);

  it('has files of the sizes and hashes that its model.json says', () => {
    for (const file of [manifest.weights, manifest.infer!]) {
      const bytes = bytesOf(name, file.file);
      expect(bytes.length).toBe(file.bytes);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
    }
  });

  it('has the graph that its definition makes', () => {
    const made = model.infer({ batch: manifest.infer!.batch, provider: 'wasm' });
    expect(Buffer.compare(made.bytes, bytesOf(name, 'infer.onnx'))).toBe(0);
  });

  it('loads in onnxruntime and gives its golden outputs', async () => {
    const weights = await readWeights(bytesOf(name, 'weights.bin'), manifest, model.layout);
    const session = await InferenceSession.create(bytesOf(name, 'infer.onnx'));
    const { batch, seed, outputs } = manifest.golden;
    const specs = model.infer({ batch, provider: 'wasm' }).inputs;
    const own = model.infer({ batch: manifest.infer!.batch, provider: 'wasm' }).inputs;
    // The golden's rows come first; what is left of a larger batch repeats nothing and is not looked at.
    const drawn = goldenInputs(specs, seed);
    const feeds = own.map(({ name, shape }) => {
      const data = new Float32Array(sizeOf(shape));
      data.set(name === 'w' ? weights : drawn[name].subarray(0, data.length));
      return [name, new Tensor('float32', data, shape)];
    });
    const results = await session.run(Object.fromEntries(feeds));
    for (const [output, known] of Object.entries(outputs)) {
      const row = sizeOf(results[output].dims as number[]) / manifest.infer!.batch;
      const rows = Math.min(batch, manifest.infer!.batch);
      known.slice(0, rows * row).forEach((value, i) => {
        expect((results[output].data as Float32Array)[i]).toBeCloseTo(value, 3);
      });
    }
  });

  it('names what it was judged on and beside what', () => {
    expect(manifest.quality.length).toBeGreaterThan(0);
    for (const { baselines, data } of manifest.quality) {
      expect(baselines.length).toBeGreaterThan(0);
      expect(data).toMatch(/never trained on/);
    }
  });
});

it('all shipped models together are below 20 MB', () => {
  expect(existsSync(folder)).toBe(true);
  const sizes = readdirSync(folder, { recursive: true })
    .map((path) => statSync(new URL(String(path), folder)))
    .filter((entry) => entry.isFile())
    .map(({ size }) => size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(20e6);
});
