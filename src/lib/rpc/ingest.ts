/** The ingest worker's contract: rolls slices of the sources up to partial minutes. */

import type { Remote } from 'comlink';
import type { Slice, SlicePartial, SourcePlan, TimeRange } from '$lib/ingest/types';
import { connectWorker, type Connection } from './connect';

export interface IngestSource {
  file: File;
  plan: SourcePlan;
}

/** What rolls slices up: the byte kernel, or DuckDB's read_csv, which stays the oracle to measure it against. */
export type Reader = 'kernel' | 'read_csv';

export interface IngestApi {
  /** Give the sources, the range of time to keep, and the reader; called once, before slices. */
  start(sources: IngestSource[], range: TimeRange | null, reader: Reader): Promise<void>;
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
