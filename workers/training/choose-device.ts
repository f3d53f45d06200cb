import type { BuiltModel, Provider } from '$lib/learn/models/model-types';
import {
  deviceBy,
  isSoftware,
  trialKey,
  type DeviceChoice,
  type DeviceTrial,
  type DeviceUsed,
} from '$lib/models/device';
import type { PreparedTraining } from '$lib/models/prepare-training';
import type { Runtime, WeightState } from '$lib/models/runtime';
import { batchOf } from '$lib/models/shuffle';
import type { TrainingOrder } from '$lib/models/training-order';
import { runTrial, type Tried } from '$lib/models/trial';

/** What the training worker has from its surroundings; tests give others. */
export interface Devices {
  loadRuntime(provider: Provider): Promise<Runtime>;
  /** Null where there is no graphics device. */
  adapterName(): Promise<string | null>;
  readTrial(key: string): Promise<DeviceTrial | undefined>;
  saveTrial(key: string, trial: DeviceTrial): Promise<void>;
}

/** Where a training runs: by a trial of the first step on both devices, made once, or as chosen. */
export async function chooseDevice(
  devices: Devices,
  choice: DeviceChoice,
  {
    order,
    model,
    prepared,
    start,
  }: { order: TrainingOrder; model: BuiltModel; prepared: PreparedTraining; start: WeightState },
): Promise<DeviceUsed> {
  const used = async (provider: Provider, why: string): Promise<DeviceUsed> => ({
    ...{ provider, why },
    threads: provider === 'wasm' ? (await devices.loadRuntime('wasm')).threads : 1,
  });
  if (choice === 'wasm') return used('wasm', 'the processor, as chosen');
  const adapter = await devices.adapterName();
  if (adapter === null) return used('wasm', 'the processor: this browser offers no graphics device');
  if (choice === 'auto' && isSoftware(adapter))
    return used('wasm', 'the processor: the graphics device of this browser is software');
  const key = trialKey('train', order.name, [order.config, order.plan.batch], adapter);
  let trial = await devices.readTrial(key);
  if (!trial) {
    const tried = (provider: Provider) => async () =>
      firstStep(await devices.loadRuntime(provider), { order, model, prepared, start });
    trial = await runTrial(tried('wasm'), tried('webgpu'), Date.now());
    await devices.saveTrial(key, trial);
  }
  const { provider, why } = deviceBy(choice, trial);
  return used(provider, why);
}

/** The first step of a training, again and again: its loss and gradient are what must agree. */
async function firstStep(
  runtime: Runtime,
  {
    order,
    model,
    prepared,
    start,
  }: { order: TrainingOrder; model: BuiltModel; prepared: PreparedTraining; start: WeightState },
): Promise<Tried> {
  const { batch, schedule } = order.plan;
  const trainer = await runtime.openTrainer(model, batch, copyOf(start));
  const { samples } = prepared.train;
  const { places, weights } = batchOf(
    Int32Array.from({ length: samples.count }, (_, at) => at),
    0,
    batch,
  );
  const tensors = { ...samples.tensors(places, null), sample_weight: weights };
  return {
    async run() {
      const { loss, gradientNorm } = await trainer.step([schedule.peak, 1, order.plan.weightDecay], tensors);
      return [loss, gradientNorm];
    },
    dispose: () => trainer.dispose(),
  };
}

const copyOf = ({ w, m, v }: WeightState): WeightState => ({ w: w.slice(), m: m.slice(), v: v.slice() });
