import type { DuckDBBindings } from 'duckdb-browser-blocking';
import { transfer } from 'comlink';
import { rollUpText } from '$lib/ingest/rollup-text';
import { scanSlice } from '$lib/ingest/scan';
import type { Slice, SlicePartial, SourcePlan, TimeRange } from '$lib/ingest/types';
import type { IngestApi } from '$lib/rpc/ingest';
import { readCsvObstacle } from '$lib/sql/slice-rollup';
import type { Kernel } from '../kernel/rollup-kernel';
import { noParquet, type ParquetLibrary } from '../sources/parquet/library';
import { rollUpParquet } from '../sources/parquet/parquet-rollup';
import { ParquetSource } from '../sources/parquet/parquet-source';
import { cellBuffers } from './partial-cells';
import { rollUpByReadCsv } from './read-csv';

/** After so many refusals in a row read_csv is tried only once in RETRY_EVERY slices: each refusal costs its time. */
const REFUSALS_IN_A_ROW = 2;
const RETRY_EVERY = 8;

/** Whether read_csv is worth trying on the next slice of a source. */
class PathChoice {
  #refusals = 0;
  readonly #possible: boolean;

  constructor(plan: SourcePlan) {
    this.#possible = readCsvObstacle(plan) === null;
  }

  tryReadCsv(): boolean {
    if (!this.#possible) return false;
    return this.#refusals < REFUSALS_IN_A_ROW || this.#refusals++ % RETRY_EVERY === 0;
  }

  note(served: boolean): void {
    this.#refusals = served ? 0 : this.#refusals + 1;
  }
}

/**
 * The ingest worker's work.
 * @param makeEngine the DuckDB of the read_csv reader, made by the first slice that it serves
 * @param makeKernel the byte kernel
 * @param loadParquet parquet-wasm, loaded by the first slice of a Parquet source
 */
export function createIngest(
  makeEngine: () => Promise<DuckDBBindings>,
  makeKernel: () => Promise<Kernel>,
  loadParquet: () => Promise<ParquetLibrary> = noParquet,
): IngestApi {
  let plans: SourcePlan[] = [];
  let choices: PathChoice[] = [];
  let range: TimeRange | null = null;
  let kernel: Kernel | null = null;
  let engine: Promise<DuckDBBindings> | null = null;

  const opened = new Map<number, Promise<ParquetSource>>();
  let reading: { order: number; parts: AsyncGenerator<SlicePartial> } | null = null;

  async function partsOf(slice: Slice, file: File): Promise<AsyncGenerator<SlicePartial>> {
    if (reading?.order === slice.order) return reading.parts;
    const source =
      opened.get(slice.source) ?? loadParquet().then((library) => ParquetSource.open(library, file));
    opened.set(slice.source, source);
    const parts = rollUpParquet(await source, slice, plans[slice.source], range);
    reading = { order: slice.order, parts };
    return parts;
  }

  async function readByCsv(slice: Slice, bytes: Uint8Array): Promise<SlicePartial> {
    const plan = plans[slice.source];
    const choice = choices[slice.source];
    const scan = scanSlice(slice, plan, bytes, range);
    if (!choice.tryReadCsv()) return rollUpText(scan, plan);
    const partial = rollUpByReadCsv(await (engine ??= makeEngine()), scan, plan);
    choice.note(partial !== null);
    return partial ?? rollUpText(scan, plan);
  }

  return {
    async start(given, keep, reader) {
      plans = given;
      range = keep;
      choices = given.map((plan) => new PathChoice(plan));
      kernel = reader === 'kernel' ? await makeKernel() : null;
    },
    async rollUp(slice, bytes) {
      const partial =
        kernel?.rollUp(slice, plans[slice.source], bytes, range) ?? (await readByCsv(slice, bytes));
      return transfer({ partial, buffer: bytes.buffer }, [...cellBuffers(partial), bytes.buffer]);
    },
    async rollUpRows(slice, file) {
      const next = await (await partsOf(slice, file)).next();
      if (!next.done) return transfer(next.value, cellBuffers(next.value));
      reading = null;
      return null;
    },
  };
}
