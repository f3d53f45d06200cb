import { ModelFileError } from './errors';
import type { ModelManifest } from './manifest';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isCount: Check = (value) => Number.isInteger(value) && (value as number) > 0;
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const recordOf =
  (check: Check): Check =>
  (value) =>
    isRecord(value) && Object.values(value).every(check);
const shapeOf =
  (checks: Record<string, Check>): Check =>
  (value) =>
    isRecord(value) && Object.entries(checks).every(([key, check]) => check(value[key]));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const file = {
  file: isText,
  bytes: isCount,
  sha256: (value: unknown) => /^[0-9a-f]{64}$/.test(String(value)),
};

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const FIELDS: Record<keyof ModelManifest, Check> = {
  format: (value) => value === 1,
  name: (value) => ['autoencoder', 'vae', 'forecaster', 'fault-classifier'].includes(String(value)),
  version: isText,
  builtOn: (value) => Number.isFinite(Date.parse(String(value))),
  licence: isText,
  config: recordOf((value) => isNumber(value) || listOf(isNumber)(value)),
  features: (value) => listOf(isText)(value) && (value as unknown[]).length > 0,
  stepSeconds: isCount,
  steps: isCount,
  targets: listOf(isText),
  classes: listOf(isText),
  scaler: shapeOf({
    rule: (value) => value === 'standard',
    clip: isNumber,
    mean: listOf(isNumber),
    deviation: listOf((value) => isNumber(value) && (value as number) > 0),
  }),
  weights: shapeOf(file),
  infer: (value) => value === null || shapeOf({ ...file, batch: isCount })(value),
  training: shapeOf({
    data: isText,
    samples: shapeOf({ train: isNumber, validation: isNumber, test: isNumber }),
    start: isText,
    plan: isRecord,
    learnt: optional(shapeOf({ fromMs: isNumber, toMs: isNumber })),
    epoch: isNumber,
    validation: isNumber,
    seconds: isNumber,
    device: isText,
  }),
  quality: listOf(
    shapeOf({
      ...{ measure: isText, value: isNumber, data: isText, judgedOn: isText },
      better: (value) => value === 'lower' || value === 'higher',
      baselines: listOf(shapeOf({ name: isText, value: isNumber })),
    }),
  ),
  golden: shapeOf({ seed: isNumber, batch: isCount, outputs: recordOf(listOf(isNumber)) }),
  thresholds: listOf(shapeOf({ share: isNumber, score: isNumber })),
  calibration: optional(
    shapeOf({
      temperature: (value) => isNumber(value) && (value as number) > 0,
      unknownBelow: (value) => value === null || isNumber(value),
      ...{ right: isNumber, windows: isNumber },
    }),
  ),
  confusion: optional(shapeOf({ classes: listOf(isText), counts: listOf(listOf(isNumber)) })),
};

/**
 * A `model.json` that was read, checked field by field.
 * @param value what `JSON.parse` gave
 * @throws ModelFileError that names the first wrong field
 */
export function parseManifest(value: unknown): ModelManifest {
  if (!isRecord(value)) throw new ModelFileError('model.json holds no object');
  for (const [field, check] of Object.entries(FIELDS))
    if (!check(value[field])) throw new ModelFileError(`model.json: "${field}" is missing or wrong`);
  const manifest = value as unknown as ModelManifest;
  const { features, scaler } = manifest;
  for (const [name, list] of Object.entries({ mean: scaler.mean, deviation: scaler.deviation }))
    if (list.length !== features.length)
      throw new ModelFileError(
        `model.json: ${features.length} features, but ${list.length} numbers in scaler.${name}`,
      );
  return manifest;
}
