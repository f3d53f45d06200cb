/** The raw worker's contract: readings of the exports themselves, for zooms below the minute. */

import type { Remote } from 'comlink';
import type { IndexBlock, SourcePlan, TimeRange } from '$lib/ingest/types';
import type { Readings } from '$lib/series/min-max';
import { connectWorker, type Connection } from './connect';

export interface RawRequest {
  /** Exports to read, each in byte ranges that end at line ends. */
  sources: { file: File; plan: SourcePlan; ranges: IndexBlock[] }[];
  tags: string[];
  range: TimeRange;
  /** Rows further apart than this get a row of NaN between them. */
  gapMs: number;
  widthPx: number;
}

export interface RawApi {
  /**
   * Readings of the tags in the range, by time, reduced to at most 4 a pixel with every excursion kept. A tag that a
   * source lacks is NaN in its rows. `id` names the call for `cancel`.
   * @throws what the browser throws when a file cannot be read; name 'AbortError' when cancelled
   */
  read(id: number, request: RawRequest): Promise<Readings>;
  /** Cancel a waiting or running read; unknown ids are ignored. */
  cancel(id: number): void;
}

/** Start a raw worker. */
export function connectRaw(): Connection<Remote<RawApi>> {
  return connectWorker<RawApi>(
    new Worker(new URL('../../../workers/raw/raw.worker.ts', import.meta.url), {
      type: 'module',
      name: 'raw',
    }),
  );
}
