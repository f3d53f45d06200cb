import type { DuckDBBindings } from 'duckdb-browser-blocking';
import type { DatasetTags } from '$lib/ingest/dataset-tags';
import { FullChunks } from '$lib/ingest/full-chunks';
import { HourRollup } from '$lib/ingest/hours';
import { ImportPreviewBuilder, previewBucketMinutes, previewTags } from '$lib/ingest/import-preview';
import type { StagedMinutes } from '$lib/ingest/merge-minutes';
import { HistorySummary } from '$lib/ingest/tag-summary';
import type { ImporterApi, ImportRequest, ImportResult } from '$lib/rpc/importer';
import { removeUnfinishedOf, writerLock } from '$lib/store/plant-files';
import { rowGroupRows } from '$lib/sql/plant-tables';
import { attachBase, BasePlant } from './base-plant';
import { DatasetMerge, mergedTags, type ReadExport } from './dataset-merge';
import { ImportError, toImportError } from './import-error';
import { openImportFiles, type ImportFiles } from './import-files';
import { sourceSpans, type SourceSpan } from './plan-slices';
import { writeReport } from './plant-report';
import { PlantWriter, verifyPlantFile, type Verified } from './plant-writer';
import { ProgressReporter } from './progress';
import { readSlices, type ConnectIngest } from './read-slices';
import { Staging } from './staging';

/** Below this size the writer's engine starts beside the reading; it takes this thread a second, which larger ones would feel. */
const SMALL_BYTES = 64 << 20;

function previewBuilder({ sources, range }: ImportRequest, { tags }: DatasetTags): ImportPreviewBuilder {
  const times = sources.flatMap(({ plan }) => [plan.firstTimeMs, plan.lastTimeMs]);
  const known = range ? [range.fromMs, range.toMs] : times.filter((ms) => ms !== null);
  const minutes = known.length > 1 ? (Math.max(...known) - Math.min(...known)) / 60_000 : 0;
  const shown = previewTags(tags).map((position) => ({ tag: tags[position].tag, position }));
  return new ImportPreviewBuilder(shown, previewBucketMinutes(minutes));
}

async function readExport(
  request: ImportRequest,
  spans: SourceSpan[],
  { tagOf }: DatasetTags,
  staging: Staging,
  preview: ImportPreviewBuilder,
  progress: ProgressReporter,
  connect: ConnectIngest,
): Promise<ReadExport> {
  const read: { slice: ReadExport['slices'][number]; part: StagedMinutes }[] = [];
  await readSlices(request, spans, connect, (partial) => {
    const positions = tagOf[partial.slice.source];
    preview.add(partial, positions);
    const { minutes, rows, sum, min, max, count, ...slice } = partial;
    read.push({ slice, part: staging.add({ minutes, rows, sum, min, max, count }, positions) });
    progress.slice({ ...partial, bytes: slice.slice.end - slice.slice.start });
  });
  progress.allRead();
  read.sort((a, b) => a.slice.slice.order - b.slice.slice.order);
  return {
    parts: read.map(({ part }) => part),
    slices: read.map(({ slice }) => slice),
    index: read.flatMap(({ slice }) => slice.index),
  };
}

/** Lets the collector take the chunks that are written: without a pause between them it does not. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

async function writeRollups(
  writer: PlantWriter,
  merge: DatasetMerge,
  progress: ProgressReporter,
): Promise<{ history: HistorySummary; rows: number }> {
  const tags = writer.tags.length;
  let rows = 0;
  const history = new HistorySummary(tags);
  const hours = new HourRollup(tags);
  const held = new FullChunks(tags, rowGroupRows(tags));
  for (const chunk of merge.chunks(rowGroupRows(tags))) {
    history.add(chunk);
    rows += chunk.rows.reduce((sum, count) => sum + count, 0);
    for (const full of held.add(hours.add(chunk))) writer.append('hour_rollup', full);
    writer.append('minute_rollup', chunk);
    progress.phase('writing', Math.min(history.minutes / merge.mostMinutes, 1));
    await pause();
  }
  for (const full of held.add(hours.finish())) writer.append('hour_rollup', full);
  writer.append('hour_rollup', held.finish());
  return { history, rows };
}

/** What the sealed file must hold. */
interface Expected {
  minutes: number;
  /** Rows in the minutes: at distinct times where several sources were merged, else those used. */
  rows: number;
  rowsUsed: number;
  several: boolean;
}

function checkVerified(found: Verified, { minutes, rows, rowsUsed, several }: Expected): void {
  const { minuteRows, hourRows } = found;
  const whole = found.minutes === minutes && minuteRows === rows && hourRows === rows;
  if (whole && found.rowsUsed === rowsUsed && (several ? rows <= rowsUsed : rows === rowsUsed)) return;
  throw new ImportError(
    `the written plant does not hold what was read: ${minuteRows} of ${rows} rows (${rowsUsed} used) in ${found.minutes} of ${minutes} minutes. Nothing was kept; import again`,
  );
}

async function importInto(
  files: ImportFiles,
  request: ImportRequest,
  makeEngine: () => Promise<DuckDBBindings>,
  connect: ConnectIngest,
  onProgress: Parameters<ImporterApi['importPlant']>[1],
): Promise<ImportResult> {
  const spans = await sourceSpans(request);
  // An engine of its own: the writer's is held to the memory that writing takes.
  const base = request.base ? new BasePlant(await makeEngine(), attachBase(request.base.file)) : null;
  const tags = mergedTags(request, spans.length, base?.facts ?? null);
  const preview = previewBuilder(request, tags);
  const bytesTotal = spans.reduce((total, { startByte, endByte }) => total + endByte - startByte, 0);
  const progress = new ProgressReporter(bytesTotal, () => preview.snapshot(), onProgress);
  let starting = bytesTotal < SMALL_BYTES ? makeEngine() : null;
  const staging = new Staging(files.staging);
  const read = await readExport(request, spans, tags, staging, preview, progress, connect);
  starting ??= makeEngine();
  const merge = new DatasetMerge(request, spans.length, tags, read, base);
  const sum = (key: 'rowsRead' | 'rowsUsed' | 'cellsRejected') =>
    merge.totals.reduce((total, source) => total + source[key], 0);
  if (sum('rowsUsed') === 0) throw noRows(sum('rowsRead'), request);

  const engine = await starting;
  const writer = new PlantWriter(
    engine,
    files,
    tags.tags.map(({ tag }) => tag),
  );
  const { history, rows } = await writeRollups(writer, merge, progress);
  const report = merge.report();
  writeReport(writer, request, tags, history, report);
  writer.close();
  base?.close();

  progress.phase('verifying', 0);
  const plantRows = report.reduce((total, { rowsUsed }) => total + rowsUsed, 0);
  const { minutes } = history;
  const expected = { minutes, rows, rowsUsed: plantRows, several: merge.several };
  checkVerified(verifyPlantFile(engine, await files.written()), expected);
  const sealed = await files.seal();
  progress.phase('verifying', 1);
  return {
    id: request.id,
    file: request.target === 'memory' ? sealed : null,
    sizeBytes: sealed.size,
    rowsRead: sum('rowsRead'),
    rowsUsed: merge.rowsUsedNow,
    rowsRejected: sum('rowsRead') - merge.rowsUsedNow,
    cellsRejected: sum('cellsRejected'),
    plantRows,
    minutes,
    tags: tags.tags.length,
    firstMs: history.firstMinute * 60_000,
    lastMs: history.lastMinute * 60_000,
    seconds: progress.elapsedSeconds,
    readSeconds: progress.readSeconds,
  };
}

function noRows(rowsRead: number, { range }: ImportRequest): ImportError {
  if (range && rowsRead === 0) {
    const [from, to] = [range.fromMs, range.toMs].map((ms) => new Date(ms).toISOString());
    return new ImportError(
      `no row lies between ${from} and ${to}. Nothing was kept; choose another range of dates`,
    );
  }
  return new ImportError(
    `none of ${rowsRead} rows has a time that can be read. Nothing was kept; choose the time column and its format in the preview`,
  );
}

/**
 * The importer: sources to a sealed plant file.
 * @param makeEngine an engine with nothing open, for the writer
 * @param connect    starts an ingest worker
 */
export function createImporter(
  makeEngine: () => Promise<DuckDBBindings>,
  connect: ConnectIngest,
): ImporterApi {
  const run: ImporterApi['importPlant'] = async (request, onProgress) => {
    let files: ImportFiles | null = null;
    try {
      files = await openImportFiles(request.id, request.target);
      return await importInto(files, request, makeEngine, connect, onProgress);
    } catch (error) {
      files?.close();
      if (request.target === 'opfs') await removeUnfinishedOf(request.id);
      throw toImportError(error);
    }
  };
  return {
    importPlant: (request, onProgress) =>
      request.target === 'memory'
        ? run(request, onProgress)
        : navigator.locks.request(writerLock(request.id), () => run(request, onProgress)),
  };
}
