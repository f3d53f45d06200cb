import { foldAt } from '$lib/ingest/fold-at';
import { isBlank, cutSlices, offsetAfterRows } from '$lib/ingest/slices';
import { lineEndFinder } from '$lib/ingest/lines';
import { groupSlices } from '$lib/sources/parquet-layout';
import type { Slice } from '$lib/ingest/types';
import type { ImportRequest } from '$lib/rpc/importer';
import { readSource } from '$lib/store/read-source';

/** Large enough that starting a query costs little of a slice's time, small enough for smooth progress. */
const SLICE_BYTES = 16 << 20;

/** Sources as they will be read: `endByte` is before the end of the file for a quick look. */
export interface SourceSpan {
  startByte: number;
  endByte: number;
}

/**
 * How far each source is read: `maxRows` rows of the first one only, when asked for, else everything; of one that has
 * grown only what is new.
 */
export async function sourceSpans({ sources, maxRows, base }: ImportRequest): Promise<SourceSpan[]> {
  const used = maxRows === null ? sources : sources.slice(0, 1);
  return Promise.all(
    used.map(async ({ file, plan }) => {
      if (plan.parquet) {
        const rows = Math.min(plan.estimatedRows, maxRows ?? Infinity);
        return { startByte: 0, endByte: rows * plan.parquet.rowBytes };
      }
      const read = (start: number, end: number) => readSource(file, start, end);
      const endByte =
        maxRows === null
          ? file.size
          : await offsetAfterRows(read, plan.dialect, plan.dataStart, file.size, maxRows);
      return { startByte: base?.grown?.fromByte ?? plan.dataStart, endByte };
    }),
  );
}

/** The slices of all sources, in order, each cut when it is asked for. */
export async function* planSlices({ sources }: ImportRequest, spans: SourceSpan[]): AsyncGenerator<Slice> {
  let order = 0;
  for (const [source, { startByte, endByte }] of spans.entries()) {
    const { file, plan } = sources[source];
    if (plan.parquet) {
      for (const group of groupSlices(plan.parquet, endByte)) yield { source, order: order++, ...group };
      continue;
    }
    const read = (start: number, end: number) => readSource(file, start, Math.min(end, endByte));
    const counted = plan.time.kind === 'row-number';
    let firstRow = 0;
    for await (const { start, end } of cutSlices(read, plan.dialect, startByte, endByte, SLICE_BYTES)) {
      const fold = await foldAt(read, plan, start, endByte);
      yield {
        ...{ source, order: order++, start, end },
        ...(counted && { firstRow }),
        ...(fold !== undefined && { fold }),
      };
      if (counted) firstRow += countRows(await read(start, end), lineEndFinder(plan.dialect));
    }
  }
}

/** Lines that are not blank. */
function countRows(bytes: Uint8Array, find: ReturnType<typeof lineEndFinder>): number {
  let rows = 0;
  for (let at = 0; at < bytes.length;) {
    const found = find(bytes, at);
    const next = found < 0 ? bytes.length : found;
    if (!isBlank(bytes, at, next)) rows++;
    at = next;
  }
  return rows;
}
