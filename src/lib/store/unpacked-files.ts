/**
 * Unpacked copies of archives' members in the origin private file system: `unpacked/<batch>.<n>`. A batch is one choice
 * of files; its tab holds a Web Lock while it is being chosen and imported. What a plant keeps is named in its record.
 */

const DIRECTORY = 'unpacked';

/** The Web Lock of a batch that a tab is working with. */
export const batchLock = (batch: string): string => `unpacked:${batch}`;

/** A name for a new batch. */
export const newBatch = (): string => crypto.randomUUID();

export const copyName = (batch: string, at: number): string => `${batch}.${at}`;

/** The folder of all unpacked copies. @throws DOMException where the browser has no origin private file system */
export async function unpackedDirectory(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(DIRECTORY, { create: true });
}

/**
 * An unpacked copy under the name a person knows it by.
 * @param lastModified when what was packed was written, ms since epoch
 * @returns null when there is no such copy
 */
export async function unpackedFile(name: string, title: string, lastModified?: number): Promise<File | null> {
  try {
    const file = await (await (await unpackedDirectory()).getFileHandle(name)).getFile();
    // A file made of a file refers to it: nothing is copied.
    return new File([file], title, { lastModified: lastModified ?? file.lastModified });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

/** Delete copies; names that are not there are no error. */
export async function removeCopies(names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const directory = await unpackedDirectory();
  for (const name of names) {
    try {
      await directory.removeEntry(name);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
    }
  }
}

/**
 * Delete copies that no plant keeps and no tab works with.
 * @param kept names of the copies that plants keep
 */
export async function removeStrayCopies(kept: readonly string[]): Promise<void> {
  const names: string[] = [];
  for await (const name of (await unpackedDirectory()).keys()) names.push(name);
  const stray = names.filter((name) => !kept.includes(name));
  for (const batch of new Set(stray.map((name) => name.slice(0, name.lastIndexOf('.'))))) {
    const ofBatch = stray.filter((name) => name.startsWith(`${batch}.`));
    await navigator.locks.request(batchLock(batch), { ifAvailable: true }, async (lock) => {
      if (lock) await removeCopies(ofBatch);
    });
  }
}
