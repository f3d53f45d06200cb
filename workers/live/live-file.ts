import { liveDirectory } from '$lib/store/live-files';
import type { LiveFile } from './live';

/** No line of ours is longer. */
const MOST_LINE_BYTES = 1 << 20;

const lineIn = (text: string, at: 0 | -1) => text.split('\n').filter(Boolean).at(at) ?? '';

/** An export in this browser's live folder; open only while it is written, so that pages can read it. */
export async function openLiveFile(name: string): Promise<LiveFile> {
  const handle = await (await liveDirectory()).getFileHandle(name, { create: true });
  return {
    size: async () => (await handle.getFile()).size,
    async append(text) {
      const access = await handle.createSyncAccessHandle();
      try {
        access.write(new TextEncoder().encode(text), { at: access.getSize() });
        access.flush();
        return access.getSize();
      } finally {
        access.close();
      }
    },
    async ends() {
      const file = await handle.getFile();
      if (file.size === 0) return null;
      const head = await file.slice(0, MOST_LINE_BYTES).text();
      const tail = await file.slice(-MOST_LINE_BYTES).text();
      return { head: lineIn(head, 0), tail: lineIn(tail, -1) };
    },
  };
}
