import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KeptForecast } from './forecast-types';

/** Runs kept for a plant; one of a year and four targets takes some 7 MB. */
const KEPT_RUNS = 4;

interface Schema extends DBSchema {
  runs: { key: [string, string]; value: KeptForecast };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

/** A database of its own, so that no other part has to agree on a version. */
function database(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('biogas-analytics-forecast', 1, {
    upgrade: (db) => void db.createObjectStore('runs'),
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => (opening = null),
  });
  return opening;
}

const ofPlant = (fingerprint: string) => IDBKeyRange.bound([fingerprint, ''], [fingerprint, '\uffff']);

/** Forecasts kept of a plant, those that knew most first, then the newest. */
export async function readForecasts(fingerprint: string): Promise<KeptForecast[]> {
  const kept = await (await database()).getAll('runs', ofPlant(fingerprint));
  return kept.sort((a, b) => b.knownMs - a.knownMs || b.madeMs - a.madeMs);
}

/** Keep a run in place of one with the same key; the oldest beyond four are forgotten. */
export async function saveForecast(fingerprint: string, kept: KeptForecast): Promise<void> {
  const db = await database();
  await db.put('runs', kept, [fingerprint, kept.key]);
  const all = (await readForecasts(fingerprint)).sort((a, b) => b.madeMs - a.madeMs);
  for (const old of all.slice(KEPT_RUNS)) await db.delete('runs', [fingerprint, old.key]);
}
