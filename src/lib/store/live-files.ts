/** Exports that are made of a live source: `live/<name>.csv` in the origin private file system. */

const DIRECTORY = 'live';

/** The folder of all of them. @throws DOMException where the browser has no origin private file system */
export async function liveDirectory(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(DIRECTORY, { create: true });
}

/** A name for a new one: `live 2024-02-28 14-05-07.csv` in UTC. */
export const newLiveName = (nowMs: number): string =>
  `live ${new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '-')}.csv`;

/** The handle of one, to read it. */
export async function liveHandle(name: string): Promise<FileSystemFileHandle> {
  return (await liveDirectory()).getFileHandle(name, { create: true });
}

/** Delete one; that it is not there is no error. */
export async function removeLive(name: string): Promise<void> {
  try {
    await (await liveDirectory()).removeEntry(name);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  }
}
