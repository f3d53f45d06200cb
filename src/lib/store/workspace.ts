/** What a person added to a plant, as one JSON file: every store that keeps such things gives a part. */

import { WORKSPACE_PARTS } from './workspace-parts';
import { isObject, WorkspaceError, type WorkspacePart } from './workspace-types';

export { WorkspaceError, type WorkspacePart };

const KIND = 'biogas-analytics workspace';
/** Larger ones are not ours: a person does not add that much. */
const MOST_BYTES = 50 << 20;

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
