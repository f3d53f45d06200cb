import { transfer } from 'comlink';
import { foldAt } from '$lib/ingest/fold-at';
import { readRows } from '$lib/ingest/read-rows';
import { tagColumns, type IndexBlock, type Slice, type SourcePlan } from '$lib/ingest/types';
import type { RawApi, RawRequest } from '$lib/rpc/raw';
import { markGaps } from '$lib/series/gap-marks';
import { mergeReadings } from '$lib/series/merge-readings';
import { reduceReadings, reductionBucketMs, type Readings } from '$lib/series/min-max';
import { abortError, Lane, type Job } from '../database/lane';
import { noParquet, type ParquetLibrary } from '../sources/parquet/library';
import { parquetRows } from '../sources/parquet/parquet-rows';
import { ParquetSource } from '../sources/parquet/parquet-source';

/**
 * The range as a slice; where time is the row number, the first row follows from the first time, and where its first hour
 * occurs twice, which one it is from the rows before.
 */
async function sliceOf(file: File, block: IndexBlock, plan: SourcePlan): Promise<Slice> {
  const { source, start, end, minMs } = block;
  const { time } = plan;
  const slice = { source, order: 0, start, end };
  if (time.kind === 'row-number')
    return { ...slice, firstRow: Math.round((minMs - time.startMs) / time.intervalMs) };
  const read = async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer());
  return { ...slice, fold: await foldAt(read, plan, start, file.size) };
}

/** Opens a Parquet file; it stays open for the next request. */
type OpenParquet = (file: File) => Promise<ParquetSource>;

function opener(loadParquet: () => Promise<ParquetLibrary>): OpenParquet {
  let open: { file: File; source: ParquetSource } | null = null;
  return async (file) => {
    // Files come as copies: what is the same is told by name, size and date.
    const same =
      open && (['name', 'size', 'lastModified'] as const).every((key) => open?.file[key] === file[key]);
    if (open && same) return open.source;
    open?.source.close();
    open = null;
    const source = await ParquetSource.open(await loadParquet(), file);
    open = { file, source };
    return source;
  };
}

async function readAll(
  { sources, tags, range }: RawRequest,
  job: Job,
  openParquet: OpenParquet,
): Promise<Readings[]> {
  const parts: Readings[] = [];
  for (const { file, plan, ranges } of sources) {
    const byTag = new Map(tagColumns(plan).map((column) => [column.tag, column]));
    const columns = tags.map((tag) => byTag.get(tag) ?? null);
    for (const block of ranges) {
      if (job.cancelled) throw abortError();
      if (plan.parquet) {
        parts.push(await parquetRows(await openParquet(file), block, plan, columns, range));
        continue;
      }
      const bytes = new Uint8Array(await file.slice(block.start, block.end).arrayBuffer());
      if (job.cancelled) throw abortError();
      parts.push(readRows(await sliceOf(file, block, plan), plan, bytes, columns, range));
    }
  }
  return parts;
}

/**
 * Reads exports, one request after the other.
 * @param loadParquet parquet-wasm, loaded by the first Parquet file
 */
export function createRaw(loadParquet: () => Promise<ParquetLibrary> = noParquet): RawApi {
  const lane = new Lane();
  const openParquet = opener(loadParquet);
  const read = async (request: RawRequest, job: Job): Promise<Readings> => {
    const { tags, range, gapMs, widthPx } = request;
    const readings = markGaps(mergeReadings(await readAll(request, job, openParquet), tags.length), gapMs);
    const bucketMs = reductionBucketMs(range.toMs - range.fromMs, widthPx, tags.length);
    return reduceReadings(readings, range.fromMs, bucketMs);
  };
  return {
    async read(id, request) {
      const readings = await lane.run(id, (job) => read(request, job));
      return transfer(
        readings,
        [readings.timesMs, ...readings.columns].map((values) => values.buffer),
      );
    },
    cancel: (id) => lane.cancel(id),
  };
}
