import { partName, plantDirectory, sealPlant, stagingName, walName, whenLetGo } from '$lib/store/plant-files';
import { MemoryFile } from './memory-file';
import type { PartFiles } from './plant-writer';
import { WholeWrites } from './whole-writes';

/** The files of a running import, and how they become the sealed plant. */
export interface ImportFiles extends PartFiles {
  staging: FileSystemSyncAccessHandle;
  /** After the writer closed its files: the plant as it will be sealed. */
  written(): Promise<File>;
  /** Let go of the staging and make the part the sealed plant. */
  seal(): Promise<File>;
  /** Why the plant file is not whole, null when it is: DuckDB goes on after a write that failed. */
  failure(): Error | null;
  /** Let go of every handle, whatever happened. */
  close(): void;
}

function inMemory(id: string): ImportFiles {
  const database = new MemoryFile();
  const file = async () => database.toFile(`${id}.duckdb`);
  const [wal, staging] = [new MemoryFile(), new MemoryFile()];
  return { database, wal, staging, written: file, seal: file, failure: () => null, close() {} };
}

async function inOpfs(id: string): Promise<ImportFiles> {
  const directory = await plantDirectory();
  const open = async (name: string) => {
    const handle = await directory.getFileHandle(name, { create: true });
    const access = await whenLetGo(() => handle.createSyncAccessHandle());
    access.truncate(0);
    return access;
  };
  const database = new WholeWrites(await open(partName(id)));
  const wal = new WholeWrites(await open(walName(id)));
  const staging = await open(stagingName(id));
  const close = () => [database, wal, staging].forEach((handle) => handle.close());
  return {
    database,
    wal,
    staging,
    close,
    failure: () => database.failure ?? wal.failure,
    written: async () => (await directory.getFileHandle(partName(id))).getFile(),
    async seal() {
      close();
      for (const name of [walName(id), stagingName(id)]) await directory.removeEntry(name);
      return sealPlant(id);
    },
  };
}

/** Make the files of an import. */
export const openImportFiles = (id: string, target: 'opfs' | 'memory'): Promise<ImportFiles> =>
  target === 'opfs' ? inOpfs(id) : Promise.resolve(inMemory(id));
