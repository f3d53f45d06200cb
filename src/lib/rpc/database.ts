/** The database worker's contract: one open plant, read-only, answered as plain columns. */

import type { Remote } from 'comlink';
import { connectWorker, type Connection } from './connect';

/** Values of one result column; nulls are NaN in numbers and null in texts. */
export type Column =
  | { name: string; kind: 'number'; values: Float64Array }
  /** Milliseconds since epoch UTC. */
  | { name: string; kind: 'time'; values: Float64Array }
  | { name: string; kind: 'boolean'; values: (boolean | null)[] }
  | { name: string; kind: 'text'; values: (string | null)[] };

export interface Columns {
  rows: number;
  columns: Column[];
}

/** A statement as text with `?` parameters. */
export interface Statement {
  sql: string;
  params: readonly (string | number | boolean | null)[];
}

/** Where a plant file lies. A `File` may be in OPFS or in memory. */
export type PlantLocation = { kind: 'file'; file: File } | { kind: 'url'; url: string };

export interface DatabaseApi {
  /**
   * Attach a sealed plant read-only, replacing the one that was open.
   * @throws PlantFileError when the file is no plant of ours or its schema is unknown
   */
  open(location: PlantLocation): Promise<void>;
  /** Run a statement of ours. `id` names it for `cancel`. @throws QueryError; name 'AbortError' when cancelled */
  query(id: number, statement: Statement): Promise<Columns>;
  /**
   * Run one read-only statement that a person wrote, at most `maxRows` rows.
   * @throws QueryError for a statement that is not a single SELECT-like query, or that fails
   */
  querySafely(id: number, sql: string, maxRows: number): Promise<Columns & { truncated: boolean }>;
  /** Cancel a running or waiting query; unknown ids are ignored. */
  cancel(id: number): void;
  /** Replace the mapping of canonical tags to tags behind the views of the old platform's tables. */
  setMapping(mapping: Record<string, string>): Promise<void>;
  /**
   * Put a sealed analysis file beside the plant, read-only, in place of the one before: `anomalies`,
   * `maintenance_events`, `model_predictions` and `analysis_meta` stand for its tables; for no rows when null.
   * @returns why the file is not used, in words; null when it is, or when there is none
   */
  setAnalysis(file: File | null): Promise<string | null>;
  /** Tell, after each request to a host, what was read of the open plant so far; `tell` is a Comlink proxy. */
  watchTransfer(tell: (transfer: Transfer) => void): void;
}

/** What was read from a host since the plant was opened. */
export interface Transfer {
  requests: number;
  bytes: number;
}

/** Start a database worker. */
export function connectDatabase(): Connection<Remote<DatabaseApi>> {
  return connectWorker<DatabaseApi>(
    new Worker(new URL('../../../workers/database/database.worker.ts', import.meta.url), {
      type: 'module',
      name: 'database',
    }),
  );
}
