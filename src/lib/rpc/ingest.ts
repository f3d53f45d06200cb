/** The ingest worker's contract: rolls slices of the sources up to partial minutes. */

import type { Remote } from 'comlink';
import type { Slice, SlicePartial, SourcePlan, TimeRange } from '$lib/ingest/types';
import { connectWorker, type Connection } from './connect';

/** What rolls slices up: the byte kernel, or DuckDB's read_csv, which stays the oracle to measure it against. */
export type Reader = 'kernel' | 'read_csv';

export interface IngestApi {
  /** Give the sources' plans, the range of time to keep, and the reader; called once, before slices. */
  start(plans: SourcePlan[], range: TimeRange | null, reader: Reader): Promise<void>;
  /** Roll one slice up. `bytes` are those of the slice, best transferred; their buffer comes back to be used again. */
  rollUp(
    slice: Slice,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<{ partial: SlicePartial; buffer: ArrayBuffer }>;
  /**
   * Roll a slice of a Parquet source up, a part at a time: called with the same slice until it answers null. Parts have
   * the slice's order and follow each other.
   * @throws ParquetError when the file cannot be read
   */
  rollUpRows(slice: Slice, file: File): Promise<SlicePartial | null>;
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
