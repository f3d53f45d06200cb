import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { PlantRecord } from './types';

interface Schema extends DBSchema {
  plants: { key: string; value: PlantRecord };
  mappings: { key: string; value: unknown };
  settings: { key: string; value: unknown };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

/** The browser's own memory of this site: plants, column choices, settings. */
export function database(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('biogas-analytics', 1, {
    upgrade(db) {
      db.createObjectStore('plants', { keyPath: 'id' });
      db.createObjectStore('mappings');
      db.createObjectStore('settings');
    },
    // A newer version of the page in another tab: let it upgrade, open again on the next call.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => (opening = null),
  });
  return opening;
}

/** All plants, the one opened last first. */
export async function listPlants(): Promise<PlantRecord[]> {
  const plants = await (await database()).getAll('plants');
  return plants.sort((a, b) => b.openedMs - a.openedMs);
}

/** Add a plant, or replace the one with its id. */
export async function savePlant(record: PlantRecord): Promise<void> {
  await (await database()).put('plants', record);
}

/** Forget a plant; its file is another matter (`removePlant`). Unknown ids are ignored. */
export async function forgetPlant(id: string): Promise<void> {
  await (await database()).delete('plants', id);
}

/** A new id for a plant file, from its name: [a-z0-9-]. */
export function newPlantId(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '');
  return `${slug || 'plant'}-${crypto.randomUUID().slice(0, 8)}`;
}
