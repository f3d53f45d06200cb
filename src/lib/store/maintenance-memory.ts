import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { WorkEvent } from '$lib/maintenance/events';
import { DEFAULT_MAINTENANCE, type KeptJudgement, type MaintenanceSettings } from './maintenance-types';

interface Schema extends DBSchema {
  events: { key: string; value: WorkEvent[] };
  settings: { key: string; value: MaintenanceSettings };
  judgements: { key: string; value: KeptJudgement };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

/** A database of its own, so that no other part has to agree on a version. */
function database(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('biogas-analytics-maintenance', 1, {
    upgrade(db) {
      db.createObjectStore('events');
      db.createObjectStore('settings');
      db.createObjectStore('judgements');
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => (opening = null),
  });
  return opening;
}

/** Work that was entered for a plant, in no order. */
export async function readEvents(fingerprint: string): Promise<WorkEvent[]> {
  return (await (await database()).get('events', fingerprint)) ?? [];
}

/**
 * Change the work of a plant as one step, so that two tabs do not lose each other's.
 * @returns what it is then
 */
export async function changeEvents(
  fingerprint: string,
  change: (events: WorkEvent[]) => WorkEvent[],
): Promise<WorkEvent[]> {
  const transaction = (await database()).transaction('events', 'readwrite');
  const events = change((await transaction.store.get(fingerprint)) ?? []);
  await transaction.store.put(events, fingerprint);
  await transaction.done;
  return events;
}

/** What was said of a plant's maintenance, with defaults for the rest. */
export async function readMaintenanceSettings(fingerprint: string): Promise<MaintenanceSettings> {
  const known = await (await database()).get('settings', fingerprint);
  return { ...DEFAULT_MAINTENANCE, ...known };
}

/** Remember what was said of a plant's maintenance. */
export async function writeMaintenanceSettings(
  fingerprint: string,
  settings: MaintenanceSettings,
): Promise<void> {
  await (await database()).put('settings', settings, fingerprint);
}

/** The last judgement of the whole plant; null when there was none. */
export async function readJudgement(fingerprint: string): Promise<KeptJudgement | null> {
  return (await (await database()).get('judgements', fingerprint)) ?? null;
}

/** Keep a judgement in place of the last. */
export async function saveJudgement(fingerprint: string, kept: KeptJudgement): Promise<void> {
  await (await database()).put('judgements', kept, fingerprint);
}
