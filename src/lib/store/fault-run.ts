import type { TimeRange } from '$lib/ingest/types';
import { ModelFileError } from '$lib/models/errors';
import { LEAST_NAMED, tempered } from '$lib/models/calibrate';
import type { ClassesOverTime } from '$lib/models/classes-over-time';
import type { ModelManifest } from '$lib/models/manifest';
import { fitModelScaler } from '$lib/models/model-scaler';
import type { Scaler } from '$lib/models/scaler';
import { SPLIT_SHARES } from '$lib/models/split';
import { knownSteps, windowStarts } from '$lib/models/window-starts';
import { readFeatures, stepsOf, tagsBehind } from './model-data';
import { answerModel, type AskOptions } from './model-inference';
import { readShippedWeights } from './model-shipped';
import type { FaultAnswer, FaultModel } from './fault-types';
import type { Plant } from './plant-types';

const MINUTE_MS = 60_000;
/** A window is answered when so many of its minutes were read. */
const LEAST_KNOWN = 0.5;

/**
 * What the classifier says over a range, a window's end every `stepMinutes`.
 * @param site address of the site, ending in /, from where shipped weights come
 * @throws ModelFileError; AbortError; DeviceLostError
 */
export async function nameFaults(
  plant: Plant,
  { manifest, shipped }: FaultModel,
  site: string,
  range: TimeRange,
  stepMinutes: number,
  { signal, onprogress = () => undefined }: Pick<AskOptions, 'signal' | 'onprogress'> = {},
): Promise<FaultAnswer> {
  const { steps, classes } = manifest;
  const stepMs = stepMinutes * MINUTE_MS;
  const whole = { fromMs: Math.floor(range.fromMs / stepMs) * stepMs, toMs: range.toMs };
  const before = Math.max(whole.fromMs - steps * MINUTE_MS, Math.ceil(plant.info.firstMs / stepMs) * stepMs);
  const read = stepsOf(plant, { fromMs: before, toMs: whole.toMs }, manifest.stepSeconds);
  const count = Math.max(0, Math.floor(((read.toMs - read.fromMs) / MINUTE_MS - steps) / stepMinutes) + 1);
  const weights = shipped ? await readShippedWeights(site, manifest) : undefined;
  const own = shipped
    ? await ownScaler(plant, manifest, signal, (share) => onprogress(share * SCALER_SHARE))
    : undefined;
  const startsOf = (columns: readonly Float32Array[]) => {
    const all = { from: 0, to: columns[0]?.length ?? 0 };
    return windowStarts(knownSteps(columns), all, steps, stepMinutes, LEAST_KNOWN);
  };
  const first = own?.fresh ? SCALER_SHARE : 0;
  const answer = await answerModel(plant, manifest, read, ['y'], {
    ...{ signal, weights, scaler: own?.scaler, startsOf },
    onprogress: (share) => onprogress(first + (1 - first) * share),
  });
  const { calibration } = manifest;
  const said = tempered(
    answer.outputs.y ?? new Float32Array(),
    classes.length,
    calibration?.temperature ?? 1,
  );
  const shares = new Float32Array(count * classes.length).fill(NaN);
  answer.starts.forEach((start, at) =>
    shares.set(
      said.subarray(at * classes.length, (at + 1) * classes.length),
      (start / stepMinutes) * classes.length,
    ),
  );
  const over: ClassesOverTime = {
    ...{ classes, stepMs, shares },
    firstMs: answer.startMs + steps * MINUTE_MS,
    unknownBelow: calibration ? calibration.unknownBelow : LEAST_NAMED,
  };
  return { over, answered: answer.starts.length, device: answer.device.why, tookMs: answer.tookMs };
}

/** Share of the work that reading for the scaler is. */
const SCALER_SHARE = 0.4;
/** Scalers of plants looked at since the page was opened. */
const scalers = new Map<string, Scaler>();

/** Scaler of the first 70 % of a plant's readings, as the plants that shipped weights learnt from were scaled (scripts/models). */
async function ownScaler(
  plant: Plant,
  { name, features, stepSeconds, weights }: ModelManifest,
  signal: AbortSignal | undefined,
  onprogress: (share: number) => void,
): Promise<{ scaler: Scaler; fresh: boolean }> {
  const behind = tagsBehind(plant, features);
  if ('missing' in behind)
    throw new ModelFileError(
      `the shipped fault classifier needs ${behind.missing}, which no sensor is mapped to`,
      'Map it on the Data page.',
    );
  const { tags } = behind;
  const all = stepsOf(plant, null, stepSeconds);
  const key = JSON.stringify([plant.info.fingerprint, all, tags, weights.sha256]);
  const kept = scalers.get(key);
  if (kept) return { scaler: kept, fresh: false };
  const toMs =
    all.fromMs + Math.floor(((all.toMs - all.fromMs) * SPLIT_SHARES.train) / MINUTE_MS) * MINUTE_MS;
  const request = { features, tags, stepSeconds };
  const { columns } = await readFeatures(plant, request, { fromMs: all.fromMs, toMs }, signal, onprogress);
  const scaler = fitModelScaler({ name, features }, columns, { from: 0, to: columns[0]?.length ?? 0 });
  scalers.set(key, scaler);
  return { scaler, fresh: true };
}
