import { transfer } from 'comlink';
import { detectPlant } from '$lib/detect/detect-plant';
import { judgementBuffers } from '$lib/detect/buffers';
import type { DetectApi } from '$lib/rpc/detect';

/** Detections one after the other, each of which can be cancelled by its number. */
export function createDetect(): DetectApi {
  const controllers = new Map<number, AbortController>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    async detect(id, input, onProgress) {
      const controller = new AbortController();
      controllers.set(id, controller);
      const { signal } = controller;
      const mine = last.then(() => {
        signal.throwIfAborted();
        return detectPlant(input, { onProgress, signal });
      });
      // The next one waits for this one, whatever becomes of it: its caller gets the error.
      last = mine.catch(() => undefined);
      try {
        const found = await mine;
        return found.kind === 'judged' ? transfer(found, judgementBuffers(found)) : found;
      } finally {
        controllers.delete(id);
      }
    },
    cancel: (id) => controllers.get(id)?.abort(),
  };
}
