import { proxy, transfer, type Remote } from 'comlink';
import type { DatasetTags } from '$lib/ingest/dataset-tags';
import { ImportPreviewBuilder, previewBucketMinutes, previewTags } from '$lib/ingest/import-preview';
import type { SlicePartial } from '$lib/ingest/types';
import type { ImporterApi, ImportRequest, ImportResult } from '$lib/rpc/importer';
import type { Connection } from '$lib/rpc/connect';
import type { WriterApi } from '$lib/rpc/writer';
import { toImportError } from './import-error';
import { cellBuffers } from './partial-cells';
import { sourceSpans } from './plan-slices';
import { ProgressReporter } from './progress';
import { readSlices, type ConnectIngest } from './read-slices';

/** Starts a writer worker. */
type ConnectWriter = () => Connection<Remote<WriterApi>>;

/** Partial minutes on their way to the writer; half a megabyte each over 95 tags. */
const MOST_UNDER_WAY = 160;

function previewBuilder({ sources, range }: ImportRequest, { tags }: DatasetTags): ImportPreviewBuilder {
  const times = sources.flatMap(({ plan }) => [plan.firstTimeMs, plan.lastTimeMs]);
  const known = range ? [range.fromMs, range.toMs] : times.filter((ms) => ms !== null);
  const minutes = known.length > 1 ? (Math.max(...known) - Math.min(...known)) / 60_000 : 0;
  const shown = previewTags(tags).map((position) => ({ tag: tags[position].tag, position }));
  return new ImportPreviewBuilder(shown, previewBucketMinutes(minutes));
}

/** Sends partial minutes to the writer, no more than `MOST_UNDER_WAY` at a time; its first failure is thrown by what comes next. */
class ToWriter {
  readonly #underWay = new Set<Promise<void>>();
  #failure: unknown = null;

  constructor(readonly writer: Remote<WriterApi>) {}

  async send(partial: SlicePartial): Promise<void> {
    const sent: Promise<void> = this.writer
      .add(transfer(partial, cellBuffers(partial)))
      .catch((error: unknown) => void (this.#failure ??= error))
      .finally(() => this.#underWay.delete(sent));
    this.#underWay.add(sent);
    if (this.#underWay.size > MOST_UNDER_WAY) await Promise.race(this.#underWay);
    this.#throwFailure();
  }

  async allTaken(): Promise<void> {
    await Promise.all(this.#underWay);
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure;
  }
}

async function importBy(
  writer: Remote<WriterApi>,
  request: ImportRequest,
  connect: ConnectIngest,
  onProgress: Parameters<ImporterApi['importPlant']>[1],
  { early, startedMs }: { early: boolean; startedMs: number },
): Promise<ImportResult> {
  const spans = await sourceSpans(request);
  const tags = await writer.begin(request, early);
  const preview = previewBuilder(request, tags);
  const bytesTotal = spans.reduce((total, { startByte, endByte }) => total + endByte - startByte, 0);
  const progress = new ProgressReporter(bytesTotal, () => preview.snapshot(), onProgress, startedMs);
  const toWriter = new ToWriter(writer);
  await readSlices(request, spans, connect, async (partial) => {
    const { slice, rowsRead, rowsRejected, cellsRejected } = partial;
    preview.add(partial, tags.tagOf[slice.source]);
    progress.slice({ bytes: slice.end - slice.start, rowsRead, rowsRejected, cellsRejected });
    await toWriter.send(partial);
  });
  progress.allRead();
  await toWriter.allTaken();
  const written = await writer.finish(proxy((phase, fraction) => progress.phase(phase, fraction)));
  return { ...written, seconds: progress.elapsedSeconds, readSeconds: progress.readSeconds };
}

/**
 * The importer: reads the sources, has ingest workers roll them up and a writer worker make the sealed plant file of that.
 * @param connectIngest starts an ingest worker
 */
export function createImporter(connectWriter: ConnectWriter, connectIngest: ConnectIngest): ImporterApi {
  let prepared: Connection<Remote<WriterApi>> | null = null;
  const writerConnection = () => (prepared ??= connectWriter());
  const run = async (
    how: { early: boolean; startedMs: number },
    ...[request, onProgress]: Parameters<ImporterApi['importPlant']>
  ) => {
    const connection = writerConnection();
    prepared = null;
    try {
      return await importBy(connection.remote, request, connectIngest, onProgress, how);
    } finally {
      connection.dispose();
    }
  };
  return {
    prepare: () => writerConnection().remote.prepare(),
    async importPlant(request, onProgress) {
      const startedMs = performance.now();
      try {
        return await run({ early: true, startedMs }, request, onProgress).catch((error: unknown) => {
          if (!(error instanceof Error && error.name === 'OutOfOrderError')) throw error;
          // Read anew, by a new writer; the minutes then wait until all are there.
          return run({ early: false, startedMs }, request, onProgress);
        });
      } catch (error) {
        throw toImportError(error);
      }
    },
  };
}
