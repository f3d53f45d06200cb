import { createContext } from 'svelte';
import { splitPlace, type Place } from '$lib/sql/error-place';
import type { Columns } from '$lib/rpc/database';
import { listSavedQueries, removeSavedQuery, saveQuery, type SavedQuery } from '$lib/store/saved-queries';
import type { Plant } from '$lib/store/plant-types';
import { explain, isAbort } from './explain';
import type { PlantState } from './plant.svelte';
import { endsAtClock } from './sql-console-links';
import { readTables, type ConsoleTable } from './sql-console-tables';
import { statementErrorInWords } from './sql-console-words';

/** What a statement gave. */
export interface ConsoleResult {
  sql: string;
  columns: Columns;
  /** True when the statement gives more rows than are taken. */
  truncated: boolean;
  ms: number;
}

/** Why the last run gave nothing. */
export type ConsoleProblem =
  { kind: 'failed'; sql: string; message: string; place: Place | null } | { kind: 'cancelled'; ms: number };

const REFUSED =
  'Not run: this is a replay, and the statement did not come from a chart or a key figure, so it may see past the clock.';

/** How often the time of a running statement is shown anew. */
const TICK_MS = 100;

/** The SQL console: a statement, its run and its result outlive the page. Made once, in the layout. */
export class SqlConsole {
  text = $state('');
  running = $state(false);
  /** Time since the start of what runs, ms. */
  elapsedMs = $state(0);
  result = $state.raw<ConsoleResult | null>(null);
  problem = $state.raw<ConsoleProblem | null>(null);
  tables = $state.raw<ConsoleTable[]>([]);
  saved = $state.raw<SavedQuery[]>([]);
  /** Why something else than a statement did not work, '' when all did. */
  failure = $state('');

  readonly #plants: PlantState;
  #asked: Plant | null = null;
  #inReplay = false;
  #run: AbortController | null = null;

  constructor(plants: PlantState) {
    this.#plants = plants;
  }

  /**
   * Be about this plant from now on: what another one said is let go, and the tables are read.
   * @param plant    the whole of the open plant, null without one
   * @param inReplay whether a replay shows it: what was found before it began or ended is let go
   * @returns stops reading
   */
  follow(plant: Plant | null, inReplay: boolean): () => void {
    if (plant !== this.#asked || inReplay !== this.#inReplay) {
      this.cancel();
      this.#inReplay = inReplay;
      this.#run = null;
      this.running = false;
      this.#asked = plant;
      this.result = null;
      this.problem = null;
      this.tables = [];
    }
    const reading = new AbortController();
    if (plant && this.tables.length === 0) void this.#readTables(plant, reading.signal);
    return () => reading.abort();
  }

  async #readTables(plant: Plant, signal: AbortSignal): Promise<void> {
    try {
      this.tables = await readTables(plant, signal);
    } catch (error) {
      if (!isAbort(error)) this.failure = `The tables could not be listed: ${explain(error).message}`;
    }
  }

  /** Run the statement in the editor; what ran before is cancelled. */
  async run(): Promise<void> {
    const sql = this.text;
    const plant = this.#plants.whole;
    if (!plant || sql.trim() === '') return;
    this.cancel();
    if (this.#inReplay && !endsAtClock(sql)) {
      this.problem = { kind: 'failed', sql, message: REFUSED, place: null };
      return;
    }
    const run = new AbortController();
    this.#run = run;
    this.running = true;
    this.problem = null;
    this.elapsedMs = 0;
    const beganMs = performance.now();
    const timer = setInterval(() => (this.elapsedMs = performance.now() - beganMs), TICK_MS);
    try {
      const { truncated, ...columns } = await plant.query(sql, run.signal);
      if (this.#run === run) this.result = { sql, columns, truncated, ms: performance.now() - beganMs };
    } catch (error) {
      if (this.#run === run) this.#failed(error, sql, performance.now() - beganMs);
    } finally {
      clearInterval(timer);
      if (this.#run === run) {
        this.#run = null;
        this.running = false;
      }
    }
  }

  #failed(error: unknown, sql: string, ms: number): void {
    if (isAbort(error)) {
      this.problem = { kind: 'cancelled', ms };
      return;
    }
    const { message, place } = splitPlace(error instanceof Error ? error.message : String(error));
    this.problem = { kind: 'failed', sql, message: statementErrorInWords(message), place };
  }

  /** Stop what runs; the result before it stays. */
  cancel(): void {
    this.#run?.abort();
  }

  async listSaved(): Promise<void> {
    await this.#keep(async () => {
      this.saved = await listSavedQueries();
    });
  }

  /** Keep the statement in the editor under a name, in place of the saved one of that name. */
  async save(name: string): Promise<void> {
    const same = this.saved.find((other) => other.name === name);
    await this.#keep(async () => {
      const { text: sql } = this;
      const id = same?.id ?? crypto.randomUUID();
      await saveQuery({ id, name, sql, plant: this.#plants.name, savedMs: Date.now() });
      this.saved = await listSavedQueries();
    });
  }

  async remove({ id }: SavedQuery): Promise<void> {
    await this.#keep(async () => {
      await removeSavedQuery(id);
      this.saved = await listSavedQueries();
    });
  }

  async #keep(work: () => Promise<void>): Promise<void> {
    try {
      this.failure = '';
      await work();
    } catch (error) {
      this.failure = `The browser does not keep queries: ${explain(error).message}`;
    }
  }
}

/** The console's state, given to all pages by the layout. */
export const [useSqlConsole, provideSqlConsole] = createContext<SqlConsole>();
