import type { FleetFacts } from './fleet-types';
import { database } from './registry';

const key = (id: string) => `fleet ${id}`;

/** What was seen of a plant last; null when it was never looked at. @param id of its record */
export async function readFleetFacts(id: string): Promise<FleetFacts | null> {
  return ((await (await database()).get('settings', key(id))) as FleetFacts | undefined) ?? null;
}

/** Keep what was seen of a plant. */
export async function saveFleetFacts(id: string, facts: FleetFacts): Promise<void> {
  await (await database()).put('settings', facts, key(id));
}

/** Forget plants that are gone. @param ids of the records that there are */
export async function forgetOtherFacts(ids: readonly string[]): Promise<void> {
  const db = await database();
  const keep = new Set(ids.map(key));
  for (const known of await db.getAllKeys('settings'))
    if (known.startsWith('fleet ') && !keep.has(known)) await db.delete('settings', known);
}
