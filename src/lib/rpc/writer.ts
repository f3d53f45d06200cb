/** The writer worker's contract: partial minutes in, a sealed plant file out. */

import type { Remote } from 'comlink';
import type { DatasetTags } from '$lib/ingest/dataset-tags';
import type { SlicePartial } from '$lib/ingest/types';
import { connectWorker, type Connection } from './connect';
import type { ImportRequest, ImportResult } from './importer';

/** What is known of an import but how long it took. */
export type Written = Omit<ImportResult, 'seconds' | 'readSeconds'>;

export interface WriterApi {
  /** Start the engine, so that it is there when it is needed. Called once, before `begin` or not at all. */
  prepare(): Promise<void>;
  /**
   * Make the files of an import. Holds the Web Lock `plant-writer:<id>` until `finish` is done or the worker ends: what was
   * written is then for `clearUnfinished` of `$lib/store/plant-files`.
   * @param early write what is whole while later slices are read, where the request allows it: nothing is staged then
   * @returns the tags of the plant to be
   */
  begin(request: ImportRequest, early: boolean): Promise<DatasetTags>;
  /**
   * Take a slice's partial minutes, best transferred; in whatever order slices come.
   * @throws OutOfOrderError when a minute comes too late to be written early
   */
  add(partial: SlicePartial): Promise<void>;
  /**
   * All slices came: write what is left, seal, verify. `onPhase` is a Comlink proxy.
   * @throws ImportError with what to do in `message`
   */
  finish(onPhase: (phase: 'writing' | 'verifying', fraction: number) => void): Promise<Written>;
}

/** Start a writer worker; from the importer worker. */
export function connectWriter(): Connection<Remote<WriterApi>> {
  return connectWorker<WriterApi>(
    new Worker(new URL('../../../workers/ingest/writer.worker.ts', import.meta.url), {
      type: 'module',
      name: 'writer',
    }),
  );
}
