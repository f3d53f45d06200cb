/** The export worker's contract: columns in, files out. It reads no plant itself. */

import type { Remote } from 'comlink';
import type { ColumnType } from '$lib/sql/old-platform';
import { connectWorker, type Connection } from './connect';
import type { Columns } from './database';

/** A file of an archive. */
export interface ExportMember {
  /** Path in the archive. */
  name: string;
  content: Blob;
}

export interface ExportApi {
  /**
   * Rows as a Parquet file of one row group, zstd.
   * @param types of the columns, in their order; times become TIMESTAMP of microseconds in UTC
   */
  parquet(rows: Columns, types: readonly ColumnType[]): Promise<Blob>;
  /** One archive; `onProgress`, a Comlink proxy, is told of bytes packed so far. Files that are packed already are stored. */
  zip(members: readonly ExportMember[], onProgress: (bytes: number) => void): Promise<Blob>;
}

/** Start an export worker. */
export function connectExport(): Connection<Remote<ExportApi>> {
  return connectWorker<ExportApi>(
    new Worker(new URL('../../../workers/export/export.worker.ts', import.meta.url), {
      type: 'module',
      name: 'export',
    }),
  );
}
