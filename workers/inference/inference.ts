import { transfer } from 'comlink';
import type { BuiltModel, Provider } from '$lib/learn/models/model-types';
import { answerAll } from '$lib/models/answer-all';
import { buildModel } from '$lib/models/build-model';
import { deviceBy, isSoftware, trialKey, type DeviceTrial, type DeviceUsed } from '$lib/models/device';
import { ModelFileError } from '$lib/models/errors';
import { goldenDeviation, GOLDEN_TOLERANCE } from '$lib/models/golden';
import type { ModelManifest } from '$lib/models/manifest';
import { scaledMatrix } from '$lib/models/matrix';
import { windowInputs } from '$lib/models/window-inputs';
import { answerBatch } from '$lib/models/run-training';
import type { Answerer } from '$lib/models/runtime';
import { readWeights } from '$lib/models/weights-file';
import type { InferenceApi, LoadedModel, ModelToLoad, Question } from '$lib/rpc/inference';
import type { Devices } from '../training/choose-device';
import { tryAnswers } from './try-answers';

interface Loaded {
  manifest: ModelManifest;
  answerer: Answerer;
  batch: number;
}

/** Models that answer, one loaded at a time; loads and questions go one after the other. */
export function createInference(host: Devices): InferenceApi {
  const controllers = new Map<number, AbortController>();
  let loaded: Loaded | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  async function load({ manifest, weights, device: choice }: ModelToLoad): Promise<LoadedModel> {
    await loaded?.answerer.dispose().catch(() => undefined);
    loaded = null;
    const model = await buildModel(manifest.name, manifest.config);
    const flat = await readWeights(weights, manifest, model.layout);
    const batch = answerBatch(manifest);
    const choose = await chosen(host, choice, { manifest, model, flat, batch });
    const checked = await withGolden(host, choose.device, { manifest, model, flat });
    const answerer = await (await host.loadRuntime(checked.device.provider)).openAnswerer(model, batch, flat);
    loaded = { manifest, answerer, batch };
    return { ...checked, trial: choose.trial, heapBytes: await heapBytes(host, checked.device.provider) };
  }

  async function answer(question: Question, signal: AbortSignal, onprogress: (fraction: number) => void) {
    if (!loaded) throw new ModelFileError('no model is loaded');
    const { manifest, answerer } = loaded;
    const began = performance.now();
    const matrix = scaledMatrix(question.columns, question.scaler ?? manifest.scaler);
    const samples = windowInputs(manifest, matrix, question.starts);
    const outputs = await answerAll(answerer, samples, question.outputs, { signal, onprogress });
    return {
      outputs,
      tookMs: performance.now() - began,
      heapBytes: await heapBytes(host, answerer.provider),
    };
  }

  return {
    load: (model) => inTurn(() => load(model)),
    async answer(id, question, onprogress) {
      const controller = new AbortController();
      controllers.set(id, controller);
      const { signal } = controller;
      try {
        const found = await inTurn(() => {
          signal.throwIfAborted();
          return answer(question, signal, onprogress);
        });
        return transfer(
          found,
          Object.values(found.outputs).map(({ buffer }) => buffer as ArrayBuffer),
        );
      } finally {
        controllers.delete(id);
      }
    },
    cancel: (id) => controllers.get(id)?.abort(),
  };
}

const heapBytes = async (host: Devices, provider: Provider) => (await host.loadRuntime(provider)).heapBytes();

interface Candidate {
  manifest: ModelManifest;
  model: BuiltModel;
  flat: Float32Array;
}

/** The device by choice or trial. */
async function chosen(
  host: Devices,
  choice: ModelToLoad['device'],
  { manifest, model, flat, batch }: Candidate & { batch: number },
): Promise<{ device: DeviceUsed; trial: DeviceTrial | null }> {
  const { threads } = await host.loadRuntime('wasm');
  const wasm = (why: string) => ({ device: { provider: 'wasm' as const, threads, why }, trial: null });
  if (choice === 'wasm') return wasm('the processor, as chosen');
  const adapter = await host.adapterName();
  if (adapter === null) return wasm('the processor: this browser offers no graphics device');
  if (choice === 'auto' && isSoftware(adapter))
    return wasm('the processor: the graphics device of this browser is software');
  const key = trialKey('answer', manifest.name, manifest.config, adapter);
  let trial = await host.readTrial(key);
  if (!trial) {
    trial = await tryAnswers(host, { model, flat, batch });
    await host.saveTrial(key, trial);
  }
  const { provider, why } = deviceBy(choice, trial);
  return { device: { provider, why, threads: provider === 'wasm' ? threads : 1 }, trial };
}

/** The device, its numbers checked against those kept with the weights; wrong ones on the graphics device: WASM. */
async function withGolden(
  host: Devices,
  device: DeviceUsed,
  candidate: Candidate,
): Promise<{ device: DeviceUsed; goldenDeviation: number }> {
  const found = await deviationOn(host, device.provider, candidate);
  if (found <= GOLDEN_TOLERANCE) return { device, goldenDeviation: found };
  if (device.provider === 'wasm')
    throw new ModelFileError(
      `the ${candidate.manifest.name} gives other numbers here than it was kept with`,
      'Train it anew; weights of another version of this site may not fit any more.',
    );
  const { threads } = await host.loadRuntime('wasm');
  const why = 'the processor: the graphics device gave wrong numbers';
  return withGolden(host, { provider: 'wasm', threads, why }, candidate);
}

async function deviationOn(
  host: Devices,
  provider: Provider,
  { manifest, model, flat }: Candidate,
): Promise<number> {
  const runtime = await host.loadRuntime(provider);
  const answerer = await runtime.openAnswerer(model, manifest.golden.batch, flat);
  try {
    return await goldenDeviation(answerer, manifest.golden);
  } finally {
    await answerer.dispose();
  }
}
