/** The detect worker's contract: columns of minutes in, scores and events out. */

import type { Remote } from 'comlink';
import type { DetectInput, DetectProgress, Judgement } from '$lib/detect/detect-types';
import type { NotEnough } from '$lib/detect/types';
import { connectWorker, type Connection } from './connect';

export interface DetectApi {
  /**
   * Find what was abnormal; one at a time, later calls wait. The columns of `input.frame` are best transferred.
   * `onProgress` is a Comlink proxy. `id` names the call for `cancel`.
   * @throws DetectError for columns of different lengths; name 'AbortError' when cancelled
   */
  detect(
    id: number,
    input: DetectInput,
    onProgress: (progress: DetectProgress) => void,
  ): Promise<Judgement | NotEnough>;
  /** Cancel a waiting or running detection between two of its stages; unknown ids are ignored. */
  cancel(id: number): void;
}

/** Start a detect worker. Ending it cancels at once. */
export function connectDetect(): Connection<Remote<DetectApi>> {
  return connectWorker<DetectApi>(
    new Worker(new URL('../../../workers/detect/detect.worker.ts', import.meta.url), {
      type: 'module',
      name: 'detect',
    }),
  );
}
