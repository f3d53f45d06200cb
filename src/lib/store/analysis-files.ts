/**
 * Analysis files in the origin private file system: `analyses/<plant>.<generation>.duckdb` is sealed; `.part` and
 * `.part.wal` belong to one that is being written, or that was cut off. The file of a generation is never written
 * again: a tab that still reads the one before is not disturbed.
 */

const DIRECTORY = 'analyses';
const SEALED = /^(.+)\.(\d+)\.duckdb$/;
const UNFINISHED = /^(.+)\.\d+\.duckdb\.part(?:\.wal)?$/;

/** A sealed file of a plant. */
export interface SealedAnalysis {
  name: string;
  generation: number;
}

/** What stands for a plant in the names of its files. */
export const plantKey = (fingerprint: string): string => fingerprint.replace(/[^A-Za-z0-9-]/g, '_');

export const sealedName = (fingerprint: string, generation: number): string =>
  `${plantKey(fingerprint)}.${generation}.duckdb`;
export const partName = (sealed: string): string => `${sealed}.part`;
export const walName = (sealed: string): string => `${sealed}.part.wal`;

/** The Web Lock that is held while an analysis file of this plant is written. @param key see `plantKey` */
export const analysisLock = (key: string): string => `analysis-writer:${key}`;

/** The folder of all analysis files. @throws DOMException where the browser has no origin private file system */
export async function analysisDirectory(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(DIRECTORY, { create: true });
}

async function fileNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await analysisDirectory()).keys()) names.push(name);
  return names;
}

/** Sealed files of a plant, the newest first. */
export function sealedOf(names: readonly string[], key: string): SealedAnalysis[] {
  return names
    .flatMap((name) => {
      const match = SEALED.exec(name);
      return match?.[1] === key ? [{ name, generation: Number(match[2]) }] : [];
    })
    .sort((a, b) => b.generation - a.generation);
}

/** What no tab needs: every generation of a plant but the newest and the one before it. */
export function outdated(names: readonly string[]): string[] {
  const keys = new Set(names.flatMap((name) => SEALED.exec(name)?.[1] ?? []));
  return [...keys].flatMap((key) =>
    sealedOf(names, key)
      .slice(2)
      .map(({ name }) => name),
  );
}

/** The newest sealed analysis of a plant, null when there is none. */
export async function newestAnalysis(
  fingerprint: string,
): Promise<{ file: File; generation: number } | null> {
  const [newest] = sealedOf(await fileNames(), plantKey(fingerprint));
  if (!newest) return null;
  const handle = await (await analysisDirectory()).getFileHandle(newest.name);
  return { file: await handle.getFile(), generation: newest.generation };
}

/** Copy a sealed file to be the newest of a plant. Call under its lock. */
export async function copyAnalysis(fingerprint: string, file: File): Promise<void> {
  const [newest] = sealedOf(await fileNames(), plantKey(fingerprint));
  const name = sealedName(fingerprint, (newest?.generation ?? 0) + 1);
  const part = await (await analysisDirectory()).getFileHandle(partName(name), { create: true });
  await file.stream().pipeTo(await part.createWritable());
  await (part as MovableHandle).move(name);
}

/** `move` is in all engines with an origin private file system, but not yet in TypeScript's library. */
interface MovableHandle extends FileSystemFileHandle {
  move(name: string): Promise<void>;
}

async function remove(names: readonly string[]): Promise<void> {
  const directory = await analysisDirectory();
  for (const name of names) {
    await directory.removeEntry(name).catch((error: unknown) => {
      // Another tab was first, or still writes to it: then it is not ours to delete.
      const taken = error instanceof DOMException && /^(NotFound|NoModification)/.test(error.name);
      if (!taken) throw error;
    });
  }
}

/** Delete all but the two newest files of each plant. */
export const removeOutdated = async (): Promise<void> => remove(outdated(await fileNames()));

/** Delete all files of a plant. Call under its lock. */
export async function removeAnalyses(fingerprint: string): Promise<void> {
  const key = plantKey(fingerprint);
  await remove(sealedOf(await fileNames(), key).map(({ name }) => name));
}

/** Delete what writing that was cut off left behind; what another tab writes just now is under its lock and stays. */
export async function removeUnfinishedAnalyses(): Promise<void> {
  const names = await fileNames();
  const keys = new Set(names.flatMap((name) => UNFINISHED.exec(name)?.[1] ?? []));
  for (const key of keys) {
    await navigator.locks.request(analysisLock(key), { ifAvailable: true }, async (lock) => {
      if (lock) await remove(names.filter((name) => UNFINISHED.exec(name)?.[1] === key));
    });
  }
}
