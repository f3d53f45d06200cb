import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { IntervalLabel } from '$lib/models/interval-labels';

interface Schema extends DBSchema {
  labels: { key: string; value: IntervalLabel[] };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

/** A database of its own, so that no other part has to agree on a version. */
function database(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('biogas-analytics-labels', 1, {
    upgrade: (db) => void db.createObjectStore('labels'),
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => (opening = null),
  });
  opening.catch(() => (opening = null));
  return opening;
}

/** Stretches of a plant's time that a person gave a class, in time order. */
export async function readLabels(fingerprint: string): Promise<IntervalLabel[]> {
  // Where a browser keeps nothing, nothing was kept.
  if (!('indexedDB' in globalThis)) return [];
  return (await (await database()).get('labels', fingerprint)) ?? [];
}

/** Change the labels of a plant in one step. @returns what is kept now, in time order */
export async function changeLabels(
  fingerprint: string,
  change: (labels: IntervalLabel[]) => IntervalLabel[],
): Promise<IntervalLabel[]> {
  const write = (await database()).transaction('labels', 'readwrite');
  const changed = change((await write.store.get(fingerprint)) ?? []).sort(
    (a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs,
  );
  await write.store.put(changed, fingerprint);
  await write.done;
  return changed;
}
