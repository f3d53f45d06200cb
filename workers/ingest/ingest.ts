import type { DuckDBBindings } from 'duckdb-browser-blocking';
import { transfer } from 'comlink';
import { rollUpText } from '$lib/ingest/rollup-text';
import { scanSlice, type ScannedSlice } from '$lib/ingest/scan';
import type { Slice, SlicePartial, SourcePlan, TimeRange } from '$lib/ingest/types';
import type { IngestApi, IngestSource } from '$lib/rpc/ingest';
import { readCsvObstacle } from '$lib/sql/slice-rollup';
import { rollUpByReadCsv } from './read-csv';
import { readSource } from '$lib/store/read-source';

/** Below this size of all sources starting a DuckDB costs more than its speed gains. */
const SMALL_BYTES = 8 << 20;

/** After so many refusals in a row read_csv is tried only once in RETRY_EVERY slices: each refusal costs its time. */
const REFUSALS_IN_A_ROW = 2;
const RETRY_EVERY = 8;

/** Which reader serves the slices of one source. */
class PathChoice {
  #refusals = 0;
  readonly #possible: boolean;

  constructor(plan: SourcePlan, small: boolean) {
    this.#possible = !small && readCsvObstacle(plan) === null;
  }

  tryReadCsv(): boolean {
    if (!this.#possible) return false;
    return this.#refusals < REFUSALS_IN_A_ROW || this.#refusals++ % RETRY_EVERY === 0;
  }

  note(served: boolean): void {
    this.#refusals = served ? 0 : this.#refusals + 1;
  }
}

/** The ingest worker's work. `engine` is made by the first slice that read_csv can serve. */
export function createIngest(makeEngine: () => Promise<DuckDBBindings>): IngestApi {
  let sources: IngestSource[] = [];
  let choices: PathChoice[] = [];
  let range: TimeRange | null = null;
  let engine: Promise<DuckDBBindings> | null = null;

  async function rollUp(scan: ScannedSlice, plan: SourcePlan, choice: PathChoice): Promise<SlicePartial> {
    if (!choice.tryReadCsv()) return rollUpText(scan, plan);
    const partial = rollUpByReadCsv(await (engine ??= makeEngine()), scan, plan);
    choice.note(partial !== null);
    return partial ?? rollUpText(scan, plan);
  }

  return {
    async start(given, keep) {
      sources = given;
      range = keep;
      const small = given.reduce((total, { file }) => total + file.size, 0) < SMALL_BYTES;
      choices = given.map(({ plan }) => new PathChoice(plan, small));
    },
    async rollUp(slice: Slice) {
      const { file, plan } = sources[slice.source];
      const bytes = await readSource(file, slice.start, slice.end);
      const partial = await rollUp(scanSlice(slice, plan, bytes, range), plan, choices[slice.source]);
      const { minutes, rows, sum, min, max, count } = partial;
      return transfer(
        partial,
        [minutes, rows, sum, min, max, count].map((array) => array.buffer),
      );
    },
  };
}
