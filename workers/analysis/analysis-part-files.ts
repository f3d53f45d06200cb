import { analysisDirectory, partName, walName } from '$lib/store/analysis-files';
import { MemoryFile } from '../ingest/memory-file';
import type { PartFiles } from './analysis-writer';

/** Where an analysis file is written, and how it becomes the sealed one. */
export interface AnalysisFiles extends PartFiles {
  /** After the writer let go: the file as it will be sealed. */
  written(): Promise<File>;
  /** Give it its name. */
  seal(): Promise<File>;
  /** Let go of every handle and delete what was not sealed. */
  discard(): Promise<void>;
}

/** `move` is in all engines with an origin private file system, but not yet in TypeScript's library. */
interface MovableHandle extends FileSystemFileHandle {
  move(name: string): Promise<void>;
}

function inMemory(): AnalysisFiles {
  const [database, wal] = [new MemoryFile(), new MemoryFile()];
  const file = async () => database.toFile('analysis.duckdb');
  return { database, wal, written: file, seal: file, discard: async () => {} };
}

async function inOpfs(sealed: string): Promise<AnalysisFiles> {
  const directory = await analysisDirectory();
  const names = [partName(sealed), walName(sealed)];
  const open = async (name: string) => {
    const handle = await directory.getFileHandle(name, { create: true });
    const access = await handle.createSyncAccessHandle();
    access.truncate(0);
    return access;
  };
  const [database, wal] = [await open(names[0]), await open(names[1])];
  const close = () => [database, wal].forEach((handle) => handle.close());
  return {
    database,
    wal,
    written: async () => (await directory.getFileHandle(names[0])).getFile(),
    async seal() {
      close();
      await directory.removeEntry(names[1]);
      await ((await directory.getFileHandle(names[0])) as MovableHandle).move(sealed);
      return (await directory.getFileHandle(sealed)).getFile();
    },
    async discard() {
      close();
      // What cannot be deleted now is deleted at the next start (`removeUnfinishedAnalyses`).
      for (const name of names) await directory.removeEntry(name).catch(console.warn);
    },
  };
}

/** Make the files of an analysis. @param sealed its name in the folder of analyses, null to keep it in memory */
export const openAnalysisFiles = (sealed: string | null): Promise<AnalysisFiles> =>
  sealed === null ? Promise.resolve(inMemory()) : inOpfs(sealed);
