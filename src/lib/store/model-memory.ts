import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ModelName } from '$lib/learn/models/model-types';
import type { DeviceChoice, DeviceTrial } from '$lib/models/device';
import type { ModelManifest } from '$lib/models/manifest';
import type { KeptCheckpoint, KeptTraining } from './model-types';

type OfPlant = [fingerprint: string, name: ModelName];
type OfVersion = [fingerprint: string, name: ModelName, version: string];

interface Schema extends DBSchema {
  manifests: { key: OfVersion; value: ModelManifest };
  weights: { key: OfVersion; value: Uint8Array<ArrayBuffer> };
  chosen: { key: OfPlant; value: string };
  trainings: { key: OfPlant; value: KeptTraining };
  checkpoints: { key: OfPlant; value: KeptCheckpoint };
  trials: { key: string; value: DeviceTrial };
  devices: { key: ModelName; value: DeviceChoice };
}

/** Versions kept of a model of a plant. */
export const KEPT_VERSIONS = 10;

let opening: Promise<IDBPDatabase<Schema>> | null = null;

/** A database of its own, so that no other part has to agree on a version; workers open it too. */
export function modelDatabase(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('biogas-analytics-models', 1, {
    upgrade(db) {
      for (const name of [
        'manifests',
        'weights',
        'chosen',
        'trainings',
        'checkpoints',
        'trials',
        'devices',
      ] as const)
        db.createObjectStore(name);
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => (opening = null),
  });
  opening.catch(() => (opening = null));
  return opening;
}

const ofPlant = (fingerprint: string) => IDBKeyRange.bound([fingerprint], [fingerprint, []]);

/** Cards of all models of a plant, the newest first. */
export async function readManifests(fingerprint: string): Promise<ModelManifest[]> {
  const found = await (await modelDatabase()).getAll('manifests', ofPlant(fingerprint));
  return found.sort((a, b) => (a.builtOn < b.builtOn ? 1 : -1));
}

/** Bytes of a version's weights; undefined when they are gone. */
export async function readWeightBytes(
  fingerprint: string,
  { name, version }: Pick<ModelManifest, 'name' | 'version'>,
) {
  return (await modelDatabase()).get('weights', [fingerprint, name, version]);
}

/** Keep a model with its plant, and choose it; the oldest beyond `KEPT_VERSIONS` are forgotten. */
export async function saveModel(
  fingerprint: string,
  manifest: ModelManifest,
  weights: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const { name, version } = manifest;
  const db = await modelDatabase();
  const write = db.transaction(['manifests', 'weights', 'chosen'], 'readwrite');
  await Promise.all([
    write.objectStore('manifests').put(manifest, [fingerprint, name, version]),
    write.objectStore('weights').put(weights, [fingerprint, name, version]),
    write.objectStore('chosen').put(version, [fingerprint, name]),
    write.done,
  ]);
  const versions = (await readManifests(fingerprint)).filter((other) => other.name === name);
  for (const old of versions.slice(KEPT_VERSIONS)) await removeModel(fingerprint, old);
}

/** Forget a version; unknown ones are ignored. */
export async function removeModel(
  fingerprint: string,
  { name, version }: Pick<ModelManifest, 'name' | 'version'>,
): Promise<void> {
  const db = await modelDatabase();
  const write = db.transaction(['manifests', 'weights', 'chosen'], 'readwrite');
  const chosen = await write.objectStore('chosen').get([fingerprint, name]);
  await Promise.all([
    write.objectStore('manifests').delete([fingerprint, name, version]),
    write.objectStore('weights').delete([fingerprint, name, version]),
    chosen === version ? write.objectStore('chosen').delete([fingerprint, name]) : undefined,
    write.done,
  ]);
}

/** Version in use of each model of a plant; without one the newest is. */
export async function readChosen(fingerprint: string): Promise<Partial<Record<ModelName, string>>> {
  const db = await modelDatabase();
  const [keys, versions] = await Promise.all([
    db.getAllKeys('chosen', ofPlant(fingerprint)),
    db.getAll('chosen', ofPlant(fingerprint)),
  ]);
  return Object.fromEntries(keys.map(([, name], at) => [name, versions[at]]));
}

/** Use a version. */
export async function chooseModel(fingerprint: string, name: ModelName, version: string): Promise<void> {
  await (await modelDatabase()).put('chosen', version, [fingerprint, name]);
}

/** Trainings of a plant that were begun and not ended. */
export async function readTrainings(fingerprint: string): Promise<KeptTraining[]> {
  return (await modelDatabase()).getAll('trainings', ofPlant(fingerprint));
}

export async function saveTraining(training: KeptTraining): Promise<void> {
  await (await modelDatabase()).put('trainings', training, [training.fingerprint, training.order.name]);
}

/** Forget a training with its checkpoint. */
export async function removeTraining(fingerprint: string, name: ModelName): Promise<void> {
  const db = await modelDatabase();
  await db.delete('trainings', [fingerprint, name]);
  await db.delete('checkpoints', [fingerprint, name]);
}

export async function readCheckpoint(
  fingerprint: string,
  name: ModelName,
): Promise<KeptCheckpoint | undefined> {
  return (await modelDatabase()).get('checkpoints', [fingerprint, name]);
}

export async function saveCheckpoint(
  fingerprint: string,
  name: ModelName,
  kept: KeptCheckpoint,
): Promise<void> {
  await (await modelDatabase()).put('checkpoints', kept, [fingerprint, name]);
}

/** A trial that was made on this machine. */
export async function readTrial(key: string): Promise<DeviceTrial | undefined> {
  return (await modelDatabase()).get('trials', key);
}

export async function saveTrial(key: string, trial: DeviceTrial): Promise<void> {
  await (await modelDatabase()).put('trials', trial, key);
}

/** Where a person wants a model to run. */
export async function readDevices(): Promise<Partial<Record<ModelName, DeviceChoice>>> {
  const db = await modelDatabase();
  const [keys, choices] = await Promise.all([db.getAllKeys('devices'), db.getAll('devices')]);
  return Object.fromEntries(keys.map((name, at) => [name, choices[at]]));
}

export async function saveDevice(name: ModelName, choice: DeviceChoice): Promise<void> {
  await (await modelDatabase()).put('devices', choice, name);
}
