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

/** Delete those that no plant was made of and that are not being written. @param kept their names */
export async function removeStrayLive(kept: readonly string[]): Promise<void> {
  const directory = await liveDirectory();
  const names: string[] = [];
  for await (const name of directory.keys()) names.push(name);
  for (const name of names.filter((each) => !kept.includes(each))) await directory.removeEntry(name);
}
