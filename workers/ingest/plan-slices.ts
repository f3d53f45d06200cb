import { foldAt } from '$lib/ingest/fold-at';
import { isBlank, cutSlices, offsetAfterRows } from '$lib/ingest/slices';
import { lineEndFinder } from '$lib/ingest/lines';
import { groupSlices } from '$lib/sources/parquet-layout';
import type { Slice } from '$lib/ingest/types';
import type { ImportRequest } from '$lib/rpc/importer';
import { ForwardReader, type BufferPool } from '$lib/store/forward-reader';
import { readSource } from '$lib/store/read-source';

/** For read_csv: large enough that starting a query costs little of a slice's time, small enough for smooth progress. */
const QUERY_SLICE_BYTES = 16 << 20;
/** For the kernel: a few of them are held for each worker. */
const KERNEL_SLICE_BYTES = 8 << 20;

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

/** A slice that was read. */
export interface LoadedSlice {
  slice: Slice;
  /** In a buffer of the pool, to be given back. Null for Parquet: the worker reads its columns itself. */
  bytes: Uint8Array<ArrayBuffer> | null;
}

/** The slices of all sources, in order, each read when it is asked for. */
export async function* loadSlices(
  { sources, reader }: Pick<ImportRequest, 'sources' | 'reader'>,
  spans: readonly SourceSpan[],
  pool: BufferPool,
): AsyncGenerator<LoadedSlice> {
  let order = 0;
  const sliceBytes = reader === 'kernel' ? KERNEL_SLICE_BYTES : QUERY_SLICE_BYTES;
  for (const [source, span] of spans.entries()) {
    const { parquet } = sources[source].plan;
    if (parquet) {
      for (const group of groupSlices(parquet, span.endByte))
        yield { slice: { source, order: order++, ...group }, bytes: null };
      continue;
    }
    for await (const { bytes, ...slice } of readInSlices(sources[source], span, sliceBytes, pool))
      yield { slice: { source, order: order++, ...slice }, bytes };
  }
}

type ReadSlice = Omit<Slice, 'source' | 'order'> & { bytes: Uint8Array<ArrayBuffer> };

async function* readInSlices(
  { file, plan }: ImportRequest['sources'][number],
  { startByte, endByte }: SourceSpan,
  sliceBytes: number,
  pool: BufferPool,
): AsyncGenerator<ReadSlice> {
  const source = new ForwardReader(file, startByte, endByte, sliceBytes, pool);
  const read = (start: number, end: number) => source.read(start, end);
  const counted = plan.time.kind === 'row-number';
  let firstRow = 0;
  try {
    for await (const { start, end } of cutSlices(read, plan.dialect, startByte, endByte, sliceBytes)) {
      const fold = await foldAt(read, plan, start, endByte);
      const bytes = await source.take(start, end);
      const rows = counted ? countRows(bytes, lineEndFinder(plan.dialect)) : 0;
      yield { start, end, bytes, ...(counted && { firstRow }), ...(fold !== undefined && { fold }) };
      firstRow += rows;
    }
  } finally {
    await source.close();
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
