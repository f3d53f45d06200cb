import { proxy, transfer } from 'comlink';
import type { ModelName } from '$lib/learn/models/model-types';
import type { TimeRange } from '$lib/ingest/types';
import { ModelFileError } from '$lib/models/errors';
import type { ModelManifest } from '$lib/models/manifest';
import type { Scaler } from '$lib/models/scaler';
import { connectInference, type LoadedModel } from '$lib/rpc/inference';
import { readFeatures, tagsBehind } from './model-data';
import { readChosen, readDevices, readManifests, readWeightBytes } from './model-memory';
import type { Plant } from './plant-types';

/** A runtime whose heap has grown beyond this is given up for a fresh one: heaps never shrink. */
const MOST_HEAP_BYTES = 768 * 2 ** 20;

/** Version in use of a model on a plant; null when it was never trained on it. */
export async function modelInUse(fingerprint: string, name: ModelName): Promise<ModelManifest | null> {
  // Where a browser keeps nothing, nothing was kept.
  if (!('indexedDB' in globalThis)) return null;
  const versions = (await readManifests(fingerprint)).filter((manifest) => manifest.name === name);
  const chosen = (await readChosen(fingerprint))[name];
  return versions.find(({ version }) => version === chosen) ?? versions[0] ?? null;
}

type Inference = ReturnType<typeof connectInference>;

let connection: Inference | null = null;
/** Questions go one after the other: one model is loaded at a time. */
let last: Promise<unknown> = Promise.resolve();
let calls = 0;

function release(): void {
  connection?.dispose();
  connection = null;
}

/** How a model is asked. */
export interface AskOptions {
  signal?: AbortSignal;
  onprogress?: (share: number) => void;
  /** Content of `weights.bin`; those kept with the plant when missing. */
  weights?: Uint8Array<ArrayBuffer>;
  /** Scaler of the plant's own readings; the manifest's when missing. */
  scaler?: Scaler;
  /** The same, by the readings that were read. */
  scalerOf?: (columns: readonly Float32Array[]) => Scaler;
  /** First step of each window to be answered; every one when missing. */
  startsOf?: (columns: readonly Float32Array[]) => Int32Array;
}

export interface ModelAnswer {
  outputs: Record<string, Float32Array>;
  /** First step of each answered window, and the grid. */
  starts: Int32Array;
  startMs: number;
  device: LoadedModel['device'];
  tookMs: number;
}

/**
 * Outputs of a model over a range of a plant: a window at each step for which all of it is there, or those asked for.
 * @param outputs names of the outputs wanted, of the model's definition
 * @throws ModelFileError when weights are gone or damaged; AbortError; DeviceLostError
 */
export function answerModel(
  plant: Plant,
  manifest: ModelManifest,
  range: TimeRange,
  outputs: string[],
  options: AskOptions = {},
): Promise<ModelAnswer> {
  const mine = last.then(() => answerNow(plant, manifest, range, outputs, options));
  last = mine.catch(() => undefined);
  return mine;
}

async function answerNow(
  plant: Plant,
  manifest: ModelManifest,
  range: TimeRange,
  outputs: string[],
  { signal, onprogress = () => undefined, scaler, scalerOf, startsOf, ...given }: AskOptions,
): Promise<ModelAnswer> {
  const { features, stepSeconds, steps } = manifest;
  const weights = given.weights ?? (await readWeightBytes(plant.info.fingerprint, manifest));
  if (!weights)
    throw new ModelFileError(
      `the weights of the ${manifest.name} are gone from this browser`,
      'Train it again, or import an exported file on the Models page.',
    );
  const behind = tagsBehind(plant, features);
  if ('missing' in behind)
    throw new ModelFileError(
      `the ${manifest.name} needs ${behind.missing}, which no sensor is mapped to any more`,
      'Map it on the Data page, or train the model again.',
    );
  const read = await readFeatures(
    plant,
    { features, tags: behind.tags, stepSeconds },
    range,
    signal,
    (share) => onprogress(share / 2),
  );
  const count = Math.max(0, (read.columns[0]?.length ?? 0) - steps + 1);
  const starts = startsOf?.(read.columns) ?? Int32Array.from({ length: count }, (_, at) => at);
  const id = ++calls;
  const cancel = () => void connection?.remote.cancel(id);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    connection ??= connectInference();
    const { remote } = connection;
    const device = (await readDevices())[manifest.name] ?? 'auto';
    const loaded = await remote.load({ manifest, weights, device });
    const question = {
      columns: read.columns,
      scaler: scalerOf?.(read.columns) ?? scaler ?? null,
      starts,
      outputs,
    };
    const buffers = read.columns.map(({ buffer }) => buffer as ArrayBuffer);
    const told = proxy((share: number) => onprogress(0.5 + share / 2));
    const found = await remote.answer(id, transfer(question, [...new Set(buffers)]), told);
    if (found.heapBytes > MOST_HEAP_BYTES) release();
    return {
      outputs: found.outputs,
      tookMs: found.tookMs,
      starts,
      startMs: read.startMs,
      device: loaded.device,
    };
  } catch (error) {
    // A worker that failed may hold a broken device or heap: the next question gets a fresh one.
    release();
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
