import { partName, plantDirectory } from '$lib/store/plant-files';
import { unpackedDirectory } from '$lib/store/unpacked-files';
import { MemoryFile } from '../ingest/memory-file';
import type { SourceStorage } from './sink';

async function openEmpty(directory: FileSystemDirectoryHandle, name: string) {
  const handle = await directory.getFileHandle(name, { create: true });
  const access = await handle.createSyncAccessHandle();
  access.truncate(0);
  return access;
}

/** The storage of the browser this worker runs in. */
export const browserStorage: SourceStorage = {
  openCopy: async (name) => openEmpty(await unpackedDirectory(), name),
  openPart: async (id) => openEmpty(await plantDirectory(), partName(id)),
  openMemory: () => new MemoryFile(),
};
