import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { BROWSER_RUNTIME, createDuckDB, VoidLogger, type DuckDBBindings } from 'duckdb-browser-blocking';
import { openInMemory } from './open-in-memory';

/**
 * Compile the engine straight from the response. DuckDB's own way wraps the response to count its bytes, and what is
 * not the network's or the cache's own response Chromium compiles anew at every start.
 */
async function instantiateWasm(
  imports: WebAssembly.Imports,
  done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
): Promise<void> {
  const { instance, module } = await WebAssembly.instantiateStreaming(fetch(wasmUrl), imports);
  done(instance, module);
}

/** A DuckDB in this worker, with an empty database in memory: the blocking bindings, the worker being a thread already. */
export async function createEngine(): Promise<DuckDBBindings> {
  const bundle = { mainModule: wasmUrl, mainWorker: '' };
  const engine = await createDuckDB({ mvp: bundle, eh: bundle }, new VoidLogger(), BROWSER_RUNTIME);
  Object.assign(engine, { instantiateWasm });
  await engine.instantiate(() => {});
  openInMemory(engine);
  return engine;
}
