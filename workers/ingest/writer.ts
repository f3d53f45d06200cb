import type { DuckDBBindings } from 'duckdb-browser-blocking';
import { EarlyMinutes, HeldPart } from '$lib/ingest/early-minutes';
import type { StagedMinutes } from '$lib/ingest/merge-minutes';
import type { SlicePartial } from '$lib/ingest/types';
import type { ImportRequest } from '$lib/rpc/importer';
import type { WriterApi, Written } from '$lib/rpc/writer';
import { rowGroupRows } from '$lib/sql/plant-tables';
import { writerLock } from '$lib/store/plant-files';
import { attachBase, BasePlant } from './base-plant';
import { DatasetMerge, mergedTags, type MergedTags, type ReadExport } from './dataset-merge';
import { ImportError, toImportError } from './import-error';
import { openImportFiles, type ImportFiles } from './import-files';
import { noRows } from './no-rows';
import { writeReport } from './plant-report';
import { PlantWriter, verifyPlantFile, type Verified } from './plant-writer';
import { READY_MARK } from './ready-mark';
import { RollupFeed } from './rollup-feed';
import { Staging } from './staging';
import { warmUp } from './warm-up';

type MakeEngine = () => Promise<DuckDBBindings>;
type Phase = Parameters<WriterApi['finish']>[0];

/** Lets the collector take the chunks that are written: without a pause between them it does not. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

/** How many sources of a request are read: of a quick look only the first. */
const countSources = ({ sources, maxRows }: ImportRequest) => (maxRows === null ? sources.length : 1);

/**
 * Whether minutes can be written before everything is read: those of a single export that is cut into slices, and whose times
 * go forward as far as its two ends tell.
 */
function canWriteEarly(request: ImportRequest): boolean {
  const [{ plan }] = request.sources;
  const backward = (plan.firstTimeMs ?? -Infinity) > (plan.lastTimeMs ?? Infinity);
  return !request.base && countSources(request) === 1 && !plan.parquet && !backward;
}

/** What the sealed file must hold. */
interface Expected {
  minutes: number;
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

/** One import as the writer sees it. */
class Writing {
  readonly #staging: Staging;
  readonly #read: { slice: ReadExport['slices'][number]; part: StagedMinutes }[] = [];
  readonly #early: EarlyMinutes | null;
  #feed: RollupFeed | null = null;
  #engine: DuckDBBindings | null = null;
  #failure: unknown = null;

  constructor(
    readonly files: ImportFiles,
    readonly request: ImportRequest,
    readonly tags: MergedTags,
    readonly base: BasePlant | null,
    readonly starting: Promise<DuckDBBindings>,
    early: boolean,
  ) {
    this.#staging = new Staging(files.staging);
    const count = tags.tags.length;
    this.#early = early && canWriteEarly(request) ? new EarlyMinutes(count, rowGroupRows(count)) : null;
    starting.then(
      (engine) => (this.#engine = engine),
      (error: unknown) => (this.#failure = error),
    );
  }

  /** @throws what kept the engine from starting: nothing would be written, and all be held */
  add(partial: SlicePartial): void {
    if (this.#failure) throw this.#failure;
    const { minutes, rows, sum, min, max, count, ...slice } = partial;
    const cells = { minutes, rows, sum, min, max, count };
    const tagOf = this.tags.tagOf[slice.slice.source];
    if (!this.#early) {
      this.#read.push({ slice, part: this.#staging.add(cells, tagOf) });
      return;
    }
    const part = new HeldPart(cells, tagOf);
    this.#read.push({ slice, part });
    this.#early.add(slice.slice.order, part);
    if (this.#engine) this.#writeEarly(this.#engine);
  }

  #writeEarly(engine: DuckDBBindings): void {
    for (let chunk = this.#early?.take(); chunk; chunk = this.#early?.take())
      (this.#feed ??= this.#newFeed(engine)).add(chunk);
  }

  #newFeed(engine: DuckDBBindings): RollupFeed {
    const names = this.tags.tags.map(({ tag }) => tag);
    return new RollupFeed(new PlantWriter(engine, this.files, names));
  }

  async #writeRest(merge: DatasetMerge, onPhase: Phase): Promise<RollupFeed> {
    const engine = await this.starting;
    const feed = this.#feed ?? this.#newFeed(engine);
    const { history } = feed;
    const from = (this.#early?.takenUntil ?? -Infinity) + 1;
    for (const chunk of merge.chunks(rowGroupRows(this.tags.tags.length), from)) {
      feed.add(chunk);
      onPhase('writing', Math.min(history.minutes / merge.mostMinutes, 1));
      await pause();
    }
    feed.finish();
    return feed;
  }

  #readExport(): ReadExport {
    const read = this.#read.sort((a, b) => a.slice.slice.order - b.slice.slice.order);
    return {
      parts: read.map(({ part }) => part),
      slices: read.map(({ slice }) => slice),
      index: read.flatMap(({ slice }) => slice.index),
    };
  }

  async finish(onPhase: Phase): Promise<Written> {
    const { request, tags, files } = this;
    const merge = new DatasetMerge(request, countSources(request), tags, this.#readExport(), this.base);
    const sum = (key: 'rowsRead' | 'rowsUsed' | 'cellsRejected') =>
      merge.totals.reduce((total, source) => total + source[key], 0);
    if (sum('rowsUsed') === 0) throw noRows(sum('rowsRead'), request);

    const { writer, history, rows } = await this.#writeRest(merge, onPhase);
    const report = merge.report();
    writeReport(writer, request, tags, history, report);
    writer.close();
    this.base?.close();
    const failure = files.failure();
    if (failure) throw failure;

    onPhase('verifying', 0);
    const plantRows = report.reduce((total, { rowsUsed }) => total + rowsUsed, 0);
    const { minutes } = history;
    checkVerified(verifyPlantFile(writer.engine, await files.written()), {
      ...{ minutes, rows, rowsUsed: plantRows },
      several: merge.several,
    });
    const sealed = await files.seal();
    onPhase('verifying', 1);
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
    };
  }
}

/** Take the import's lock, held until the function that is returned is called. */
async function holdLock({ id, target }: ImportRequest): Promise<() => void> {
  if (target === 'memory') return () => {};
  return new Promise((resolve, reject) => {
    const held = () => new Promise<void>((release) => resolve(release));
    navigator.locks.request(writerLock(id), held).catch(reject);
  });
}

/**
 * The writer: stages partial minutes, merges them and writes the plant file; an export in order of time is written while it is
 * being read.
 * @param makeEngine an engine with nothing open
 */
export function createWriter(makeEngine: MakeEngine): WriterApi {
  let engine: Promise<DuckDBBindings> | null = null;
  let writing: Writing | null = null;
  let release = () => {};
  const start = () => (engine ??= makeEngine());
  /** Every failure crosses to the importer in words. */
  const inWords = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw toImportError(writing?.files.failure() ?? error);
    }
  };
  const current = (): Writing => {
    if (!writing) throw new Error('no import was begun');
    return writing;
  };
  return {
    prepare: () =>
      inWords(async () => {
        const ready = await start();
        // An import that has begun would wait for it.
        if (!writing) warmUp(ready);
        performance.mark(READY_MARK);
      }),
    begin: (request, early) =>
      inWords(async () => {
        release = await holdLock(request);
        const starting = start();
        // An engine of its own: the writer's is held to the memory that writing takes.
        const base = request.base ? new BasePlant(await makeEngine(), attachBase(request.base.file)) : null;
        const tags = mergedTags(request, countSources(request), base?.facts ?? null);
        const files = await openImportFiles(request.id, request.target);
        writing = new Writing(files, request, tags, base, starting, early);
        return tags;
      }),
    add: (partial) => inWords(() => current().add(partial)),
    finish: (onPhase) =>
      inWords(async () => {
        const written = await current().finish(onPhase);
        release();
        return written;
      }),
  };
}
