import { judgeMaintenance } from '$lib/maintenance/judge';
import type { LifeModel } from '$lib/maintenance/life-model';
import type { MaintenanceApi } from '$lib/rpc/maintenance';

/** Judgements one after the other, each of which can be cancelled by its number. */
export function createMaintenance(model: LifeModel): MaintenanceApi {
  const controllers = new Map<number, AbortController>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    async judge(id, input, onProgress) {
      const controller = new AbortController();
      controllers.set(id, controller);
      const { signal } = controller;
      const mine = last.then(() => {
        signal.throwIfAborted();
        return judgeMaintenance(input, { model, onProgress, signal });
      });
      // The next one waits for this one, whatever becomes of it: its caller gets the error.
      last = mine.catch(() => undefined);
      try {
        return await mine;
      } finally {
        controllers.delete(id);
      }
    },
    cancel: (id) => controllers.get(id)?.abort(),
  };
}
