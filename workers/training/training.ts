import type { BuiltModel } from '$lib/learn/models/model-types';
import { buildModel } from '$lib/models/build-model';
import type { DeviceUsed } from '$lib/models/device';
import { DeviceLostError } from '$lib/models/errors';
import { prepareTraining, type PreparedTraining } from '$lib/models/prepare-training';
import { finishTraining, type TrainedModel } from '$lib/models/run-training';
import type { WeightState } from '$lib/models/runtime';
import { trainModel } from '$lib/models/train-loop';
import type { TrainResult } from '$lib/models/train-types';
import type { TrainingApi, TrainingNews, TrainingTask } from '$lib/rpc/training';
import type { KeptCheckpoint } from '$lib/store/model-types';
import { chooseDevice, type Devices } from './choose-device';
import { hashOf } from './data-hash';

/** What the worker has from its surroundings; tests give others. */
export interface TrainingHost extends Devices {
  readCheckpoint(
    fingerprint: string,
    name: TrainingTask['order']['name'],
  ): Promise<KeptCheckpoint | undefined>;
  saveCheckpoint(
    fingerprint: string,
    name: TrainingTask['order']['name'],
    kept: KeptCheckpoint,
  ): Promise<void>;
  checkpointMs?: number;
}

interface Ready {
  task: TrainingTask;
  model: BuiltModel;
  prepared: PreparedTraining;
  start: WeightState;
  /** Hash of order and readings. */
  of: string;
}

/** Trainings, one in a worker. */
export function createTraining(host: TrainingHost): TrainingApi {
  const controller = new AbortController();
  let [enough, waiting, goOn]: [boolean, Promise<void> | null, () => void] = [false, null, () => undefined];
  const control = { signal: controller.signal, paused: () => waiting, enough: () => enough };

  /** Train on a device from the kept checkpoint; on the processor when the graphics device goes away. */
  async function run(ready: Ready, device: DeviceUsed, resume: boolean, onnews: News): Promise<TrainResult> {
    const runtime = await host.loadRuntime(device.provider);
    const { task, model, prepared, start, of } = ready;
    const { fingerprint, order } = task;
    const kept = resume ? await host.readCheckpoint(fingerprint, order.name) : undefined;
    const checkpoint = kept?.of === of ? kept.checkpoint : null;
    const trainer = await runtime.openTrainer(model, order.plan.batch, copyOf(start));
    try {
      return await trainModel({
        ...{ trainer, plan: order.plan, checkpoint, control, checkpointMs: host.checkpointMs },
        ...{ train: prepared.train.samples, validation: prepared.validation.samples },
        onprogress: (progress) => onnews({ kind: 'progress', progress }),
        oncheckpoint: (found) =>
          host.saveCheckpoint(fingerprint, order.name, {
            ...{ checkpoint: found, of, provider: device.provider, keptMs: Date.now() },
          }),
      });
    } finally {
      // A device that is gone holds nothing any more.
      await trainer.dispose().catch(() => undefined);
    }
  }

  async function withFallback(ready: Ready, device: DeviceUsed, onnews: News) {
    try {
      return { result: await run(ready, device, ready.task.resume, onnews), device };
    } catch (error) {
      if (!(error instanceof DeviceLostError)) throw error;
      const message =
        'The graphics device went away. The training goes on on the processor from its last checkpoint.';
      onnews({ kind: 'notice', message });
      const wasm = await processor(host, 'the processor: the graphics device went away');
      onnews({ kind: 'device', device: wasm });
      return { result: await run(ready, wasm, true, onnews), device: wasm };
    }
  }

  return {
    async train(task, onnews) {
      onnews({ kind: 'doing', doing: 'preparing readings' });
      const ready = await prepare(task);
      onnews({ kind: 'doing', doing: 'choosing a device' });
      const kept = task.resume ? await host.readCheckpoint(task.fingerprint, task.order.name) : undefined;
      const chosen =
        kept?.of === ready.of && kept.provider === 'wasm'
          ? await processor(host, 'the processor, as before')
          : await chooseDevice(host, task.device, { ...ready, order: task.order });
      controller.signal.throwIfAborted();
      onnews({ kind: 'device', device: chosen });
      onnews({ kind: 'doing', doing: 'training' });
      const { result, device } = await withFallback(ready, chosen, onnews);
      onnews({ kind: 'doing', doing: 'judging' });
      return finish(host, ready, result, device);
    },
    pause(paused) {
      if (paused) waiting ??= new Promise((resolve) => (goOn = resolve));
      else {
        waiting = null;
        goOn();
      }
    },
    finish() {
      enough = true;
      this.pause(false);
    },
    cancel() {
      controller.abort();
      this.pause(false);
    },
  };
}

type News = (news: TrainingNews) => void;

async function prepare(task: TrainingTask): Promise<Ready> {
  const { order, data } = task;
  const model = await buildModel(order.name, order.config);
  const of = await hashOf(order, data);
  const prepared = prepareTraining(order, data);
  const zeros = () => new Float32Array(model.layout.padded);
  const w = task.weights ?? model.initialWeights(order.plan.seed);
  return { task, model, prepared, of, start: { w, m: zeros(), v: zeros() } };
}

const processor = async (host: TrainingHost, why: string): Promise<DeviceUsed> => ({
  ...{ provider: 'wasm', why },
  threads: (await host.loadRuntime('wasm')).threads,
});

async function finish(
  host: TrainingHost,
  { task, model, prepared }: Ready,
  result: TrainResult,
  { provider, threads }: DeviceUsed,
): Promise<TrainedModel> {
  const golden = await host.loadRuntime('wasm');
  const device =
    provider === 'wasm' ? `processor, ${threads} ${threads === 1 ? 'thread' : 'threads'}` : 'graphics device';
  const found = { order: task.order, model, prepared, result, startMs: task.data.startMs };
  return finishTraining(found, { runtime: golden, golden, device }, Date.now());
}

const copyOf = ({ w, m, v }: WeightState): WeightState => ({ w: w.slice(), m: m.slice(), v: v.slice() });
