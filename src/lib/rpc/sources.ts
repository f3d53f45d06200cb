/** The sources worker's contract: what lies in archives, Parquet files and databases, and how it becomes a file to import. */

import type { Remote } from 'comlink';
import type { Member } from '$lib/sources/member-choice';
import type { ParquetSample } from '$lib/sources/parquet-plan';
import { connectWorker, type Connection } from './connect';

/** A table of a database that is no plant of ours. `name` is its quoted name, as SQL has it. */
export interface TableMember extends Member {
  /** `main.readings` without quotes. */
  title: string;
  rows: number;
  columns: string[];
  /** Columns of nested or binary types, which are not read. */
  leftOut: string[];
}

/** What a plant file tells of itself. */
export interface PlantFacts {
  name: string;
  label: string;
  fingerprint: string;
  sources: { name: string; sizeBytes: number }[];
  rows: number;
  tags: number;
  firstMs: number;
  lastMs: number;
}

export type DatabaseContents =
  { kind: 'plant'; facts: PlantFacts } | { kind: 'tables'; tables: TableMember[] };

/** What to unpack: the content of a .gz, a member of a zip, or a table of a database. */
export type UnpackWhat =
  { kind: 'gzip' } | { kind: 'zip'; member: string } | { kind: 'table'; table: TableMember };

export interface UnpackRequest {
  file: File;
  what: UnpackWhat;
  /** Name of the unpacked file in OPFS, see `$lib/store/unpacked-files`; null to keep it in memory. */
  copy: string | null;
}

/** Bytes written so far. */
export type UnpackProgress = (bytes: number) => void;

export interface SourcesApi {
  /** Members of a zip, folders included. @throws UnpackError when it is damaged */
  zipMembers(file: File): Promise<Member[]>;
  /** What a DuckDB file holds. @throws UnpackError when DuckDB does not open it, or a plant of ours is not whole */
  databaseContents(file: File): Promise<DatabaseContents>;
  /**
   * Unpack to a file of its own; `onProgress` is a Comlink proxy. Ending the worker cancels.
   * @returns the unpacked file in memory, null when it went to OPFS
   * @throws UnpackError when the archive is damaged, locked or of an unknown kind
   */
  unpack(request: UnpackRequest, onProgress: UnpackProgress): Promise<File | null>;
  /** Layout and sample of a Parquet file. @throws ParquetError when it cannot be read */
  sampleParquet(file: File): Promise<ParquetSample>;
  /** Copy a plant file to `plants/<id>.part` of OPFS; sealing it is the caller's. */
  copyPlant(file: File, id: string, onProgress: UnpackProgress): Promise<void>;
}

/** Start a sources worker. */
export function connectSources(): Connection<Remote<SourcesApi>> {
  return connectWorker<SourcesApi>(
    new Worker(new URL('../../../workers/sources/sources.worker.ts', import.meta.url), {
      type: 'module',
      name: 'sources',
    }),
  );
}
