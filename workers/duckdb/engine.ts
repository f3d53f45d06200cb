import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { BROWSER_RUNTIME, createDuckDB, VoidLogger, type DuckDBBindings } from 'duckdb-browser-blocking';
import { openInMemory } from './open-in-memory';

/** A DuckDB in this worker, with an empty database in memory: the blocking bindings, the worker being a thread already. */
export async function createEngine(): Promise<DuckDBBindings> {
  const bundle = { mainModule: wasmUrl, mainWorker: '' };
  const engine = await createDuckDB({ mvp: bundle, eh: bundle }, new VoidLogger(), BROWSER_RUNTIME);
  await engine.instantiate(() => {});
  openInMemory(engine);
  return engine;
}
