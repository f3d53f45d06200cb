import { storageRoom } from '$lib/store/plant-files';
import { formatBytes } from '$lib/ui/format';

/** @throws Error in words when the browser has no room for a download of this size */
export async function checkRoom(name: string, sizeBytes: number): Promise<void> {
  const { usage, quota } = await storageRoom();
  if (quota === null || sizeBytes <= quota - (usage ?? 0)) return;
  const free = formatBytes(Math.max(0, quota - (usage ?? 0)));
  throw new Error(
    `"${name}" is ${formatBytes(sizeBytes)}, and this browser has ${free} free for this site. Download it to the disk and drop it here: files on the disk need no room in the browser`,
  );
}
