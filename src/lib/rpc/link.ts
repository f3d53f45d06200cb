/** The link worker's contract: what lies at an address, and its download. Only this worker and the database's may fetch from other origins. */

import type { Remote } from 'comlink';
import { connectWorker, type Connection } from './connect';

/** What lies at an address. */
export type Looked =
  /** A DuckDB file that can be read by ranges. */
  | { kind: 'database'; sizeBytes: number }
  /** Any other file, to be downloaded; size null where the host does not tell. */
  | { kind: 'file'; sizeBytes: number | null }
  /** It cannot be used as it is. `whole` is its size where it can be downloaded as a whole instead, 0 where that is not known. */
  | { kind: 'obstacle'; message: string; advice: string; whole: number | null };

export interface LinkApi {
  /** Look at the first bytes, and at how the host answers. @param site origin of this page, for the words */
  look(url: string, site: string): Promise<Looked>;
  /**
   * Download a file; `onProgress` is a Comlink proxy. Ending the worker cancels.
   * @param copy name of the copy in OPFS (`$lib/store/unpacked-files`), null to keep it in memory
   * @returns the file in memory, null when it went to OPFS
   */
  download(url: string, copy: string | null, onProgress: (bytes: number) => void): Promise<File | null>;
}

/** Start a link worker. */
export function connectLink(): Connection<Remote<LinkApi>> {
  return connectWorker<LinkApi>(
    new Worker(new URL('../../../workers/link/link.worker.ts', import.meta.url), {
      type: 'module',
      name: 'link',
    }),
  );
}
