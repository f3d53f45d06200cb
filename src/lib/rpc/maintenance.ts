/** The maintenance worker's contract: hours of sensors in, health and foretold failures out. */

import type { Remote } from 'comlink';
import type {
  MaintenanceInput,
  MaintenanceJudgement,
  MaintenanceProgress,
} from '$lib/maintenance/judge-types';
import { connectWorker, type Connection } from './connect';

export interface MaintenanceApi {
  /**
   * Judge a plant at an instant; one at a time, later calls wait. `onProgress` is a Comlink proxy. `id` names the call
   * for `cancel`.
   * @throws name 'AbortError' when cancelled
   */
  judge(
    id: number,
    input: MaintenanceInput,
    onProgress: (progress: MaintenanceProgress) => void,
  ): Promise<MaintenanceJudgement>;
  /** Cancel a waiting or running judgement between two of its stages; unknown ids are ignored. */
  cancel(id: number): void;
}

/** Start a maintenance worker. Ending it cancels at once. */
export function connectMaintenance(): Connection<Remote<MaintenanceApi>> {
  return connectWorker<MaintenanceApi>(
    new Worker(new URL('../../../workers/maintenance/maintenance.worker.ts', import.meta.url), {
      type: 'module',
      name: 'maintenance',
    }),
  );
}
