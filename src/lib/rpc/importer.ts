/** The importer worker's contract: an export in, a sealed plant file out. */

import type { Remote } from 'comlink';
import type { SourcePlan, TimeRange } from '$lib/ingest/types';
import type { Reader } from './ingest';
import { connectWorker, type Connection } from './connect';

/** A plant that is continued. */
export interface BaseRequest {
  /** Its sealed file. */
  file: File;
  /**
   * When the one source of the request is a source of that plant which has grown: its number there, and the byte where
   * its new rows begin.
   */
  grown: { source: number; fromByte: number } | null;
}

export interface ImportRequest {
  /** Name of the plant file to be, [a-z0-9-]; see `$lib/store/plant-files`. */
  id: string;
  name: string;
  fingerprint: string;
  /** In the order of the dataset. */
  sources: { file: File; plan: SourcePlan }[];
  /** Names of files that were left out as the same bytes as a source, by source; absent for none. */
  repeats?: string[][];
  /** The sealed plant that the sources are added to, for a new version of it; null for a plant of its own. */
  base: BaseRequest | null;
  /** Only rows in this range; null for all. */
  range: TimeRange | null;
  /** Only the first rows of the first source; null for all. */
  maxRows: number | null;
  /** Ingest workers to use, >= 1. */
  workers: number;
  reader: Reader;
  /** `memory` where the browser has no OPFS. */
  target: 'opfs' | 'memory';
}

/** What has been read so far, for charts that fill while the import runs. */
export interface ImportPreview {
  bucketSeconds: number;
  /** Start of each bucket, ms since epoch, ascending. */
  timesMs: Float64Array;
  series: { tag: string; avg: Float64Array; min: Float64Array; max: Float64Array }[];
}

export interface ImportProgress {
  phase: 'reading' | 'writing' | 'verifying';
  /** Share of the phase that is done, 0 to 1. */
  fraction: number;
  bytesRead: number;
  bytesTotal: number;
  rowsRead: number;
  rowsRejected: number;
  cellsRejected: number;
  elapsedSeconds: number;
  rowsPerSecond: number;
  bytesPerSecond: number;
  /** Estimate for what is left of the phase, null while unknown. */
  secondsLeft: number | null;
  /** At most every half second; null when unchanged. */
  preview: ImportPreview | null;
}

export interface ImportResult {
  id: string;
  /** The sealed file in memory for target `memory`, null for `opfs`. */
  file: File | null;
  sizeBytes: number;
  /** Of this import; what a plant that is continued held before is not counted. */
  rowsRead: number;
  rowsUsed: number;
  rowsRejected: number;
  cellsRejected: number;
  /** Rows of all sources of the plant that are used. */
  plantRows: number;
  minutes: number;
  tags: number;
  firstMs: number;
  lastMs: number;
  seconds: number;
  /** Part of `seconds` until the last slice was rolled up. */
  readSeconds: number;
}

export interface ImporterApi {
  /** Start what takes time before an import is asked for: the engine of the writer. */
  prepare(): Promise<void>;
  /**
   * Import; one at a time. `onProgress` is a Comlink proxy. Ending the worker cancels: `removeUnfinished` of
   * `$lib/store/plant-files` then clears what was written.
   * @throws ImportError with what to do in `message`
   */
  importPlant(request: ImportRequest, onProgress: (progress: ImportProgress) => void): Promise<ImportResult>;
}

/** Start an importer worker. */
export function connectImporter(): Connection<Remote<ImporterApi>> {
  return connectWorker<ImporterApi>(
    new Worker(new URL('../../../workers/ingest/importer.worker.ts', import.meta.url), {
      type: 'module',
      name: 'importer',
    }),
  );
}
