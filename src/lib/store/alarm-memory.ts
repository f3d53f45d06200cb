import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KeptAction } from '$lib/alarms/acts';
import { alarmFile, checkAlarmFile, mergedActions, type AlarmFile } from '$lib/alarms/alarm-file';
import { NO_EDITS, type AlarmEdits } from '$lib/alarms/edits';
import { NOBODY, type AlarmPerson, type KeptEvaluation } from './alarm-types';

interface Schema extends DBSchema {
  edits: { key: string; value: AlarmEdits };
  /** By fingerprint and id, so that two tabs never write over each other's. */
  actions: { key: [string, string]; value: KeptAction };
  evaluations: { key: string; value: KeptEvaluation };
  person: { key: 'person'; value: AlarmPerson };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

/** A database of its own, so that no other part has to agree on a version. */
function database(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('biogas-analytics-alarms', 1, {
    upgrade(db) {
      for (const name of ['edits', 'actions', 'evaluations', 'person'] as const) db.createObjectStore(name);
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => (opening = null),
  });
  return opening;
}

const CHANNEL = 'biogas-analytics-alarms';
const watchers = new Set<(fingerprint: string) => void>();

function tell(fingerprint: string): void {
  for (const watcher of watchers) watcher(fingerprint);
  if (!('BroadcastChannel' in globalThis)) return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(fingerprint);
  channel.close();
}

/**
 * Be told when what is kept of a plant's alarms changed, in this tab or another.
 * @returns stops telling
 */
export function watchAlarms(watcher: (fingerprint: string) => void): () => void {
  watchers.add(watcher);
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(CHANNEL) : null;
  // Our own changes were told already, and telling them twice does no harm.
  channel?.addEventListener('message', ({ data }: MessageEvent<string>) => watcher(data));
  return () => {
    watchers.delete(watcher);
    channel?.close();
  };
}

const ofPlant = (fingerprint: string) => IDBKeyRange.bound([fingerprint, ''], [fingerprint, '\uffff']);

/** What a person changed of a plant's alarms. */
export async function readAlarmEdits(fingerprint: string): Promise<AlarmEdits> {
  return { ...NO_EDITS, ...(await (await database()).get('edits', fingerprint)) };
}

/** Keep what a person changed of a plant's alarms. */
export async function saveAlarmEdits(fingerprint: string, edits: AlarmEdits): Promise<void> {
  await (await database()).put('edits', edits, fingerprint);
  tell(fingerprint);
}

/** What people did to a plant's alarms, in the order they did it. */
export async function readAlarmActions(fingerprint: string): Promise<KeptAction[]> {
  const kept = await (await database()).getAll('actions', ofPlant(fingerprint));
  return kept.sort((a, b) => a.doneMs - b.doneMs);
}

/** Keep what was done, all of it or, on failure, none. */
export async function addAlarmActions(fingerprint: string, actions: readonly KeptAction[]): Promise<void> {
  const change = (await database()).transaction('actions', 'readwrite');
  await Promise.all([...actions.map((one) => change.store.put(one, [fingerprint, one.id])), change.done]);
  tell(fingerprint);
}

/** The last evaluation of a plant; null when there is none. */
export async function readEvaluation(fingerprint: string): Promise<KeptEvaluation | null> {
  return (await (await database()).get('evaluations', fingerprint)) ?? null;
}

/** Keep an evaluation in place of the one before. */
export async function saveEvaluation(fingerprint: string, kept: KeptEvaluation): Promise<void> {
  await (await database()).put('evaluations', kept, fingerprint);
}

/** What a person chose for alarms in this browser. */
export async function readAlarmPerson(): Promise<AlarmPerson> {
  return { ...NOBODY, ...(await (await database()).get('person', 'person')) };
}

/** Keep what a person chose for alarms in this browser. */
export async function saveAlarmPerson(person: AlarmPerson): Promise<void> {
  await (await database()).put('person', person, 'person');
}

/** All that people said of a plant's alarms, as plain JSON. */
export async function exportAlarms(fingerprint: string): Promise<AlarmFile> {
  const [edits, actions] = await Promise.all([readAlarmEdits(fingerprint), readAlarmActions(fingerprint)]);
  return alarmFile(fingerprint, edits, actions);
}

/**
 * Take over what a file holds: its definitions in place of the plant's, its actions beside those at hand.
 * @throws AlarmFileError when it is no file of ours, is not complete, or is of another plant; nothing is changed then
 */
export async function importAlarms(fingerprint: string, data: unknown): Promise<void> {
  const { edits, actions } = checkAlarmFile(data, fingerprint);
  const all = mergedActions(await readAlarmActions(fingerprint), actions);
  await (await database()).put('edits', edits, fingerprint);
  await addAlarmActions(fingerprint, all);
}
