import { proxy, transfer } from 'comlink';
import type { ModelName } from '$lib/learn/models/model-types';
import type { TimeRange } from '$lib/ingest/types';
import { buildModel, defaultConfig, type ModelConfig } from '$lib/models/build-model';
import type { LabelledWindows } from '$lib/models/class-samples';
import type { DeviceChoice } from '$lib/models/device';
import { TrainError } from '$lib/models/errors';
import type { ModelManifest } from '$lib/models/manifest';
import { modelEntry } from '$lib/models/registry';
import type { TrainedModel } from '$lib/models/run-training';
import type { TrainingData, TrainingOrder } from '$lib/models/training-order';
import { readWeights, weightBytes } from '$lib/models/weights-file';
import { widenClasses } from '$lib/models/widen-classes';
import { connectTraining, type TrainingApi, type TrainingNews } from '$lib/rpc/training';
import { allFeatures, readFeatures, stepsOf, tagsBehind, withoutCounters } from './model-data';
import { labelledWindows } from './model-labels';
import { removeTraining, saveModel, saveTraining } from './model-memory';
import { readShippedWeights } from './model-shipped';
import type { KeptTraining } from './model-types';
import type { Plant } from './plant-types';

/** What a person asked for. */
export interface TrainingWish {
  name: ModelName;
  /** Shipped weights to start from; null for a seeded start with all tags. */
  shipped: ModelManifest | null;
  device: DeviceChoice;
  /** Greatest number of passes; null for the model's own. */
  epochs: number | null;
  /** Time to learn from; null for all. */
  range: TimeRange | null;
}

/** What the forecaster is to say, as far as the plant measures it. */
const TARGETS = ['gas.ch4', 'gas.co2', 'gas.flow', 'energy.rate'];
/** What was learnt on many plants is moved gently by the labels of one. */
const FINE_TUNING_RATE = 3e-4;
const CLOCK = ['clock.day_sin', 'clock.day_cos'];

/** How the worker is reached; tests give the implementation without one. */
export type ConnectTraining = () => { remote: Pick<TrainingApi, keyof TrainingApi>; dispose(): void };

type Reading = (share: number) => void;

/** Features of a seeded start: every tag by its meaning or its name, and for forecasts the clock and the energy. */
function seededFeatures(plant: Plant, name: ModelName): string[] {
  const meanings = new Map(
    plant.info.tags.flatMap(({ tag, canonical }) =>
      canonical !== null && plant.tagOf(canonical) === tag ? [[tag, canonical]] : [],
    ),
  );
  const named = allFeatures(plant).map((tag) => meanings.get(tag) ?? tag);
  if (modelEntry(name).samples !== 'forecast') return named;
  const energy = ['gas.flow', 'gas.ch4'].every((each) => named.includes(each)) ? ['energy.rate'] : [];
  return [...named, ...energy, ...CLOCK];
}

const tagsOrThrow = (plant: Plant, features: readonly string[]): Record<string, string> => {
  const found = tagsBehind(plant, features);
  if ('tags' in found) return found.tags;
  throw new TrainError(
    `no sensor of this plant is mapped to ${found.missing}`,
    'Map it on the Data page, or train from a seeded start with the sensors there are.',
  );
};

const minutesOf = ({ startMs, columns }: { startMs: number; columns: Float32Array[] }) => ({
  startMs,
  count: columns[0]?.length ?? 0,
});

interface Begun {
  kept: KeptTraining;
  data: TrainingData;
}

/**
 * Read what a training needs and write its order.
 * @throws TrainError when the plant cannot be learnt from; ModelFileError; AbortError
 */
export async function beginTraining(
  plant: Plant,
  site: string,
  wish: TrainingWish,
  signal: AbortSignal,
  onread: Reading,
): Promise<Begun> {
  const entry = modelEntry(wish.name);
  const { shipped } = wish;
  const range = stepsOf(plant, wish.range, entry.stepSeconds);
  const wanted = shipped?.features ?? seededFeatures(plant, wish.name);
  const tags = tagsOrThrow(plant, wanted);
  const request = { features: wanted, tags, stepSeconds: entry.stepSeconds };
  const read = await readFeatures(plant, request, range, signal, onread);
  const { features, columns } = shipped
    ? { features: wanted, columns: read.columns }
    : withoutCounters(wanted, read.columns);
  const labels =
    entry.samples === 'classes'
      ? await labelledWindows(plant.info.fingerprint, minutesOf(read), shipped?.classes ?? null)
      : null;
  const order = await orderOf(wish, features, labels?.classes ?? []);
  const weights = shipped ? await shippedStart(site, shipped, order) : null;
  return {
    data: { columns, startMs: read.startMs, labels: labels?.windows ?? null },
    kept: {
      ...{ fingerprint: plant.info.fingerprint, order, range, tags, weights },
      ...{ device: wish.device, paused: false, startedMs: Date.now() },
    },
  };
}

async function orderOf(wish: TrainingWish, features: string[], classes: string[]): Promise<TrainingOrder> {
  const { name, shipped, epochs } = wish;
  const entry = modelEntry(name);
  const peak = shipped && entry.samples === 'classes' ? FINE_TUNING_RATE : entry.plan.schedule.peak;
  const schedule = { ...entry.plan.schedule, peak };
  const plan = { ...entry.plan, schedule, ...(epochs !== null && { epochs }) };
  const { stepSeconds } = entry;
  if (shipped) {
    const { config, targets, version } = shipped;
    const more = classes.length - shipped.classes.length;
    return {
      ...{ name, plan, features, targets, stepSeconds },
      config: more > 0 ? { ...config, classes: classes.length } : config,
      classes: more > 0 ? classes : shipped.classes,
      start: `shipped weights ${version}${more > 0 ? ` and ${more} new class${more > 1 ? 'es' : ''}` : ''}`,
    };
  }
  const targets = entry.samples === 'forecast' ? TARGETS.filter((target) => features.includes(target)) : [];
  if (entry.samples === 'forecast' && targets.length === 0)
    throw new TrainError(
      'neither methane, carbon dioxide nor flow is mapped',
      'Map one of them on the Data page.',
    );
  const sizes: ModelConfig = {
    tags: features.length,
    // With few sensors the model's own number of hidden ones presses nothing together.
    ...(entry.samples === 'rows' && { latent: Math.min(32, Math.max(2, Math.round(features.length / 3))) }),
    ...(targets.length > 0 && { targets: targets.length }),
    ...(classes.length > 0 && { classes: classes.length }),
  };
  const config = { ...(await defaultConfig(name)), ...sizes };
  return { name, config, plan, features, targets, classes, stepSeconds, start: `seed ${plan.seed}` };
}

/** Shipped weights, with room for the classes of an order that they do not know. */
async function shippedStart(
  site: string,
  shipped: ModelManifest,
  order: TrainingOrder,
): Promise<Float32Array> {
  const model = await buildModel(shipped.name, shipped.config);
  const weights = await readWeights(await readShippedWeights(site, shipped), shipped, model.layout);
  if (order.classes.length === shipped.classes.length) return weights;
  const wide = await buildModel(order.name, order.config);
  return widenClasses(model, weights, wide, wide.initialWeights(order.plan.seed));
}

/** Read again what a training that was cut off learns from. */
export async function readAgain(
  plant: Plant,
  { order, range, tags }: KeptTraining,
  signal: AbortSignal,
  onread: Reading,
): Promise<TrainingData> {
  const { features, stepSeconds } = order;
  const read = await readFeatures(plant, { features, tags, stepSeconds }, range, signal, onread);
  const classes = modelEntry(order.name).samples === 'classes';
  const labels = classes
    ? await labelledWindows(plant.info.fingerprint, minutesOf(read), order.classes)
    : null;
  return { ...read, labels: labels && withinClasses(labels.windows, order.classes.length) };
}

/** Windows of the classes that an order knows: others may have been labelled since. */
function withinClasses({ starts, classes }: LabelledWindows, count: number): LabelledWindows {
  const known = Array.from(classes, (_, at) => at).filter((at) => classes[at] < count);
  return {
    starts: Int32Array.from(known, (at) => starts[at]),
    classes: Uint8Array.from(known, (at) => classes[at]),
  };
}

/** A training under way. */
export interface TrainingRun {
  /** Settles when it is kept with its plant. */
  done: Promise<TrainedModel>;
  pause(paused: boolean): void;
  finish(): void;
  /** Give up and forget its checkpoint. */
  cancel(): void;
  /** End the worker; the checkpoint stays. */
  stop(): void;
}

/** Train in a worker of its own, and keep what comes of it with its plant. */
export function runTraining(
  kept: KeptTraining,
  data: TrainingData,
  resume: boolean,
  onnews: (news: TrainingNews) => void,
  connect: ConnectTraining = connectTraining as unknown as ConnectTraining,
): TrainingRun {
  const { remote, dispose } = connect();
  const { fingerprint, order, weights, device } = kept;
  const buffers = data.columns.map(({ buffer }) => buffer as ArrayBuffer);
  const task = transfer({ fingerprint, order, data, weights, device, resume }, [...new Set(buffers)]);
  let given = false;
  const work = async () => {
    try {
      await saveTraining(kept);
      if (kept.paused) void remote.pause(true);
      const trained = await remote.train(task, proxy(onnews));
      await saveModel(fingerprint, trained.manifest, weightBytes(trained.weights));
      await removeTraining(fingerprint, order.name);
      return trained;
    } catch (error) {
      // What cannot be trained now cannot be after a reload either; a worker or device that went away can.
      given ||= error instanceof Error && ['TrainError', 'ModelFileError'].includes(error.name);
      throw error;
    } finally {
      dispose();
      if (given) await removeTraining(fingerprint, order.name);
    }
  };
  const pause = (paused: boolean) => {
    void remote.pause(paused);
    void saveTraining({ ...kept, paused });
  };
  return {
    done: work(),
    pause,
    finish: () => void remote.finish(),
    cancel() {
      given = true;
      void remote.cancel();
    },
    stop: dispose,
  };
}
