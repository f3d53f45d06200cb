/** What a person added to a plant, as one JSON file: every store that keeps such things gives a part. */

import { readFeedback, saveFeedback } from './anomaly-memory';
import { readDecisions, saveDecisions } from './quality-memory';
import { database } from './registry';
import { listSavedQueries, saveQuery, type SavedQuery } from './saved-queries';

/** A store's share of the workspace. Data is plain JSON. */
export interface WorkspacePart {
  /** Unique; stays the same over versions. */
  name: string;
  /** What is kept of a plant; null for nothing. */
  export(fingerprint: string): Promise<unknown>;
  /** Take over what `export` gave, perhaps for a plant under another fingerprint. @throws WorkspaceError for other data */
  import(fingerprint: string, data: unknown): Promise<void>;
}

/** A file that is no workspace of ours; the message says why. */
export class WorkspaceError extends Error {
  override name = 'WorkspaceError';
  readonly advice = 'Choose a file that "Save what you added" wrote.';
}

const KIND = 'biogas-analytics workspace';
/** Larger ones are not ours: a person does not add that much. */
const MOST_BYTES = 50 << 20;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function expected(fits: boolean, name: string): asserts fits {
  if (!fits) throw new WorkspaceError(`the part "${name}" of the file is not as this page writes it`);
}

/** Settings of a plant, under whatever key its stores keep them: all hold the fingerprint. */
const plantSettings: WorkspacePart = {
  name: 'settings',
  async export(fingerprint) {
    const db = await database();
    const found: Record<string, unknown> = {};
    for (const key of await db.getAllKeys('settings'))
      if (key.includes(fingerprint))
        found[key.replace(fingerprint, '{plant}')] = await db.get('settings', key);
    return Object.keys(found).length > 0 ? found : null;
  },
  async import(fingerprint, data) {
    expected(isObject(data), this.name);
    const db = await database();
    for (const [key, value] of Object.entries(data)) {
      expected(key.includes('{plant}') && key.length < 200 && isObject(value), this.name);
      await db.put('settings', value, key.replace('{plant}', fingerprint));
    }
  },
};

const quality: WorkspacePart = {
  name: 'quality decisions',
  async export(fingerprint) {
    return readDecisions(fingerprint);
  },
  async import(fingerprint, data) {
    expected(isObject(data) && Array.isArray(data.spans), this.name);
    await saveDecisions(fingerprint, data as unknown as Parameters<typeof saveDecisions>[1]);
  },
};

const anomalyFeedback: WorkspacePart = {
  name: 'anomaly feedback',
  async export(fingerprint) {
    const feedback = await readFeedback(fingerprint);
    return feedback.length > 0 ? feedback : null;
  },
  async import(fingerprint, data) {
    expected(Array.isArray(data) && data.every(isObject), this.name);
    await saveFeedback(fingerprint, data as unknown as Parameters<typeof saveFeedback>[1]);
  },
};

const isQuery = (value: unknown): value is SavedQuery =>
  isObject(value) &&
  [value.id, value.name, value.sql, value.plant].every((text) => typeof text === 'string') &&
  typeof value.savedMs === 'number';

const savedQueries: WorkspacePart = {
  name: 'saved queries',
  async export() {
    const queries = await listSavedQueries();
    return queries.length > 0 ? queries : null;
  },
  async import(_, data) {
    expected(Array.isArray(data) && data.every(isQuery), this.name);
    for (const query of data as SavedQuery[]) await saveQuery(query);
  },
};

/** Every store with something of a person's adds its part here. */
export const WORKSPACE_PARTS: readonly WorkspacePart[] = [
  plantSettings,
  quality,
  anomalyFeedback,
  savedQueries,
];

/** What is said of the plant itself: the mapping chosen after import and the name given. */
export interface WorkspacePlant {
  fingerprint: string;
  name: string;
  /** Canonical tag -> tag; null while the import's stands. */
  mapping: Record<string, string> | null;
}

/** Everything a person added to a plant, as the text of a JSON file. */
export async function exportWorkspace(
  plant: WorkspacePlant,
  parts: readonly WorkspacePart[] = WORKSPACE_PARTS,
): Promise<string> {
  const data: Record<string, unknown> = {};
  for (const part of parts) {
    const found = await part.export(plant.fingerprint);
    if (found !== null) data[part.name] = found;
  }
  return `${JSON.stringify({ kind: KIND, version: 1, plant, parts: data }, null, 2)}\n`;
}

/** What came of taking a workspace over. */
export interface WorkspaceTaken {
  plant: WorkspacePlant;
  /** Whether it was made for the plant that it was taken over to. */
  samePlant: boolean;
  taken: string[];
  /** Parts of a newer version of the page. */
  unknown: string[];
}

/**
 * Take a workspace over to a plant, in place of what is there of the same parts. Nothing is written when the file is none.
 * @throws WorkspaceError in words
 */
export async function importWorkspace(
  text: string,
  fingerprint: string,
  parts: readonly WorkspacePart[] = WORKSPACE_PARTS,
): Promise<WorkspaceTaken> {
  const file = parsed(text);
  if (!isObject(file) || file.kind !== KIND || !isObject(file.parts) || !isPlant(file.plant))
    throw new WorkspaceError(`the file holds no "${KIND}"`);
  if (file.version !== 1)
    throw new WorkspaceError(`the file is of version ${String(file.version)}, this page reads 1`);
  const { plant } = file;
  const taken: string[] = [];
  for (const part of parts) {
    if (!Object.hasOwn(file.parts, part.name)) continue;
    await part.import(fingerprint, file.parts[part.name]);
    taken.push(part.name);
  }
  const unknown = Object.keys(file.parts).filter((name) => !taken.includes(name));
  return { plant, samePlant: plant.fingerprint === fingerprint, taken, unknown };
}

const isMapping = (value: unknown): value is Record<string, string> =>
  isObject(value) && Object.values(value).every((tag) => typeof tag === 'string');

const isPlant = (value: unknown): value is WorkspacePlant =>
  isObject(value) &&
  typeof value.fingerprint === 'string' &&
  typeof value.name === 'string' &&
  (value.mapping === null || isMapping(value.mapping));

function parsed(text: string): unknown {
  if (text.length > MOST_BYTES) throw new WorkspaceError('the file is larger than any workspace');
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new WorkspaceError('the file is not JSON', { cause });
  }
}
