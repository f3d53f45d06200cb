import { reachFiles } from './handles';
import type { PlantRecord } from './types';
import { unpackedFile } from './unpacked-files';

/** The exports of a plant, in the order of its sources; or why they are not at hand. */
export type ReachedSources = { files: File[] } | { missing: 'permission' | 'none' };

/**
 * Reach the exports that a plant was made of: kept unpacked copies, and files behind remembered handles.
 * @param ask ask the person for permission; only on a click of theirs
 */
export async function reachSources(
  { sources, handles, copies = [] }: PlantRecord,
  ask: boolean,
): Promise<ReachedSources> {
  const own = sources.filter((_, at) => !copies[at]);
  if (sources.length === 0 || handles.length !== own.length) return { missing: 'none' };
  const reached = handles.length === 0 ? { files: [] } : await reachFiles(handles, ask);
  if ('missing' in reached) return { missing: reached.missing === 'permission' ? 'permission' : 'none' };
  const rest = [...reached.files];
  const files = await Promise.all(
    sources.map(({ name }, at) => {
      const copy = copies[at];
      return copy ? unpackedFile(copy, name) : (rest.shift() ?? null);
    }),
  );
  return files.every((file) => file !== null) ? { files } : { missing: 'none' };
}
