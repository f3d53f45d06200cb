/** The ingest worker's contract: rolls slices of the sources up to partial minutes. */

import type { Remote } from 'comlink';
import type { Slice, SlicePartial, SourcePlan, TimeRange } from '$lib/ingest/types';
import { connectWorker, type Connection } from './connect';

export interface IngestSource {
  file: File;
  plan: SourcePlan;
}

export interface IngestApi {
  /** Give the sources and the range of time to keep; called once, before slices. */
  start(sources: IngestSource[], range: TimeRange | null): Promise<void>;
  /**
   * Roll one slice up.
   * @throws SourceReadError when the file vanished or changed
   */
  rollUp(slice: Slice): Promise<SlicePartial>;
}

/** Start an ingest worker; from the importer worker. */
export function connectIngest(): Connection<Remote<IngestApi>> {
  return connectWorker<IngestApi>(
    new Worker(new URL('../../../workers/ingest/ingest.worker.ts', import.meta.url), {
      type: 'module',
      name: 'ingest',
    }),
  );
}
