import { database } from './registry';

/** A statement that a person kept. */
export interface SavedQuery {
  id: string;
  name: string;
  sql: string;
  /** Name of the plant it was written for: another may lack its columns. */
  plant: string;
  savedMs: number;
}

const PREFIX = 'saved-query:';
const ALL = () => IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`);

/** All saved queries, by name. */
export async function listSavedQueries(): Promise<SavedQuery[]> {
  const found = (await (await database()).getAll('settings', ALL())) as SavedQuery[];
  return found.sort((a, b) => a.name.localeCompare(b.name));
}

/** Keep a query, in place of the one with its id. */
export async function saveQuery(query: SavedQuery): Promise<void> {
  await (await database()).put('settings', query, PREFIX + query.id);
}

/** Delete a query; unknown ids are ignored. */
export async function removeSavedQuery(id: string): Promise<void> {
  await (await database()).delete('settings', PREFIX + id);
}
