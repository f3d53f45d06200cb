import { proxy } from 'comlink';
import { connectSources, type PlantFacts } from '$lib/rpc/sources';
import { keepInMemory } from '$lib/store/memory-files';
import { hasOpfs, removeUnfinishedOf, sealPlant, writerLock } from '$lib/store/plant-files';
import { newPlantId } from '$lib/store/registry';
import type { PlantRecord } from '$lib/store/types';
import { nameFromFile } from './import-estimate';

function recordOf(file: File, facts: PlantFacts): PlantRecord {
  const name = facts.name || nameFromFile(file.name);
  const now = Date.now();
  return {
    id: newPlantId(name),
    name,
    label: facts.label,
    fingerprint: facts.fingerprint,
    createdMs: now,
    openedMs: now,
    sizeBytes: file.size,
    sources: facts.sources,
    rows: facts.rows,
    tags: facts.tags,
    firstMs: facts.firstMs,
    lastMs: facts.lastMs,
    partial: false,
    handles: [],
    mapping: null,
  };
}

/**
 * Keep a dropped plant file in this browser as it is.
 * @param onProgress bytes copied
 * @returns its record, not yet saved
 * @throws NoRoomError (by name) when the browser has no room for it
 */
export async function keepPlant(
  file: File,
  facts: PlantFacts,
  onProgress: (bytes: number) => void,
): Promise<PlantRecord> {
  const record = recordOf(file, facts);
  if (!(await hasOpfs())) {
    keepInMemory({ record, file });
    return record;
  }
  const { remote, dispose } = connectSources();
  await navigator.locks.request(writerLock(record.id), async () => {
    try {
      await remote.copyPlant(file, record.id, proxy(onProgress));
      await sealPlant(record.id);
    } catch (error) {
      await removeUnfinishedOf(record.id);
      throw error;
    } finally {
      dispose();
    }
  });
  return record;
}
