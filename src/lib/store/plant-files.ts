/**
 * Plant files in the origin private file system: `plants/<id>.duckdb` is sealed; `<id>.part`, `<id>.part.wal` and
 * `<id>.staging` belong to an import that runs, or that was cut off.
 */

const DIRECTORY = 'plants';
const SEALED = '.duckdb';
const UNFINISHED = /^(.+)\.(?:part|part\.wal|staging)$/;

export const partName = (id: string): string => `${id}.part`;
export const walName = (id: string): string => `${id}.part.wal`;
export const stagingName = (id: string): string => `${id}.staging`;
const sealedName = (id: string): string => `${id}${SEALED}`;

/** The Web Lock that an importer holds while it writes the files of this id. */
export const writerLock = (id: string): string => `plant-writer:${id}`;

/** The folder of all plant files. @throws DOMException where the browser has no origin private file system */
export async function plantDirectory(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(DIRECTORY, { create: true });
}

/** Whether plants can be kept: false for instance in private windows of some browsers. */
export async function hasOpfs(): Promise<boolean> {
  if (!navigator.storage?.getDirectory) return false;
  return plantDirectory().then(
    () => true,
    () => false,
  );
}

/** Bytes used and allowed by the browser for this site, null where it does not tell; whether it promised to keep them. */
export async function storageRoom(): Promise<{
  usage: number | null;
  quota: number | null;
  persisted: boolean;
}> {
  const { usage = null, quota = null } = (await navigator.storage?.estimate?.()) ?? {};
  return { usage, quota, persisted: (await navigator.storage?.persisted?.()) ?? false };
}

async function fileNames(directory: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const name of directory.keys()) names.push(name);
  return names;
}

/** Ids of all sealed plants. */
export async function listPlantFiles(): Promise<string[]> {
  const names = await fileNames(await plantDirectory());
  return names.filter((name) => name.endsWith(SEALED)).map((name) => name.slice(0, -SEALED.length));
}

/** The sealed plant as a File, null when there is none of this id. */
export async function plantFile(id: string): Promise<File | null> {
  const directory = await plantDirectory();
  try {
    return await (await directory.getFileHandle(sealedName(id))).getFile();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

/** Delete a sealed plant. Deleting one that is not there is no error. */
export async function removePlant(id: string): Promise<void> {
  await removeEntry(await plantDirectory(), sealedName(id));
}

const LETS_GO_MS = 5000;
const TRY_EVERY_MS = 50;

/**
 * Do what needs a file for itself: a worker that ended lets go of its files a moment after its locks.
 * @throws DOMException NoModificationAllowedError when the file is still held after seconds
 */
export async function whenLetGo<T>(work: () => Promise<T>): Promise<T> {
  const until = Date.now() + LETS_GO_MS;
  for (;;)
    try {
      return await work();
    } catch (error) {
      const held = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!held || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
    }
}

async function removeEntry(directory: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    await whenLetGo(() => directory.removeEntry(name));
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  }
}

/** Delete the files of an import of this id that did not come to its end. */
export async function removeUnfinishedOf(id: string): Promise<void> {
  const directory = await plantDirectory();
  for (const name of [partName(id), walName(id), stagingName(id)]) await removeEntry(directory, name);
}

/** Delete what an import of this id left behind, once its worker is gone: a worker that ends lets go a moment later. */
export async function clearUnfinished(id: string): Promise<void> {
  await navigator.locks.request(writerLock(id), () => removeUnfinishedOf(id));
}

/**
 * Delete what imports that were cut off left behind. An import that runs, in whatever tab, holds its lock and is
 * left alone.
 * @returns ids of the imports cleared away
 */
export async function removeUnfinished(): Promise<string[]> {
  const names = await fileNames(await plantDirectory());
  const ids = new Set(names.flatMap((name) => UNFINISHED.exec(name)?.[1] ?? []));
  const cleared: string[] = [];
  for (const id of ids) {
    const free = await navigator.locks.request(writerLock(id), { ifAvailable: true }, async (lock) => {
      if (lock) await removeUnfinishedOf(id);
      return lock !== null;
    });
    if (free) cleared.push(id);
  }
  return cleared;
}

/** Make a finished part the sealed plant of its id. */
export async function sealPlant(id: string): Promise<File> {
  const directory = await plantDirectory();
  const part = await directory.getFileHandle(partName(id));
  await (part as MovableHandle).move(sealedName(id));
  return (await directory.getFileHandle(sealedName(id))).getFile();
}

/** `move` is in all engines with an origin private file system, but not yet in TypeScript's library. */
interface MovableHandle extends FileSystemFileHandle {
  move(name: string): Promise<void>;
}
