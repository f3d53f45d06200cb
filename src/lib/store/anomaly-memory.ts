import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { EventFeedback, HealthyPeriod, KeptAnomalies } from './anomaly-types';

/** Searches kept for a plant; a year's scores take 4 MB. */
export const KEPT_SEARCHES = 4;

interface Schema extends DBSchema {
  results: { key: [string, string]; value: KeptAnomalies };
  feedback: { key: string; value: EventFeedback[] };
  healthy: { key: string; value: HealthyPeriod };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

/** A database of its own, so that no other part has to agree on a version. */
function database(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('biogas-analytics-anomalies', 2, {
    upgrade(db, before) {
      if (before < 1) {
        db.createObjectStore('results');
        db.createObjectStore('feedback');
      }
      db.createObjectStore('healthy');
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => (opening = null),
  });
  return opening;
}

/** Everything a judgement depends on beside the plant's data, as text: the same text, the same judgement. */
export function searchKey({ search, canonical }: Pick<KeptAnomalies, 'search' | 'canonical'>): string {
  const mapped = Object.entries(canonical).sort(([a], [b]) => (a < b ? -1 : 1));
  const { range, falseAlarmsPerDay, healthy, lessons = [] } = search;
  const learnt = healthy ? [healthy.fromMs, healthy.toMs] : null;
  const taught = lessons.map(({ kind, tag, above }) => `${kind} ${tag} ${above}`).sort();
  const more = learnt === null && taught.length === 0 ? [] : [learnt, taught];
  return JSON.stringify([range.fromMs, range.toMs, falseAlarmsPerDay, mapped, ...more]);
}

const ofPlant = (fingerprint: string) => IDBKeyRange.bound([fingerprint, ''], [fingerprint, '\uffff']);

/** Searches kept of a plant, the newest first. */
export async function readAnomalies(fingerprint: string): Promise<KeptAnomalies[]> {
  const kept = await (await database()).getAll('results', ofPlant(fingerprint));
  return kept.sort((a, b) => b.judgedMs - a.judgedMs);
}

/** Keep a search in place of one with the same parameters; the oldest beyond `KEPT_SEARCHES` are forgotten. */
export async function saveAnomalies(fingerprint: string, kept: KeptAnomalies): Promise<void> {
  const db = await database();
  await db.put('results', kept, [fingerprint, searchKey(kept)]);
  for (const old of (await readAnomalies(fingerprint)).slice(KEPT_SEARCHES))
    await db.delete('results', [fingerprint, searchKey(old)]);
}

/** What a person said of a plant's events. */
export async function readFeedback(fingerprint: string): Promise<EventFeedback[]> {
  return (await (await database()).get('feedback', fingerprint)) ?? [];
}

/** Keep what a person said of a plant's events. */
export async function saveFeedback(fingerprint: string, feedback: EventFeedback[]): Promise<void> {
  await (await database()).put('feedback', feedback, fingerprint);
}

/** The time in which a person said that a plant was healthy, null while they have not. */
export async function readHealthy(fingerprint: string): Promise<HealthyPeriod | null> {
  return (await (await database()).get('healthy', fingerprint)) ?? null;
}

/** Keep the time in which a plant was healthy; null forgets it. */
export async function saveHealthy(fingerprint: string, period: HealthyPeriod | null): Promise<void> {
  const db = await database();
  if (period === null) await db.delete('healthy', fingerprint);
  else await db.put('healthy', period, fingerprint);
}
