import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { BROWSER_RUNTIME, createDuckDB, VoidLogger, type DuckDBBindings } from 'duckdb-browser-blocking';
import { openInMemory } from './open-in-memory';

/** Compile the engine while it arrives; whole where the host does not say that it is WebAssembly. */
async function compileEngine(): Promise<WebAssembly.Module> {
  const response = await fetch(wasmUrl);
  if (!response.ok)
    throw new Error(`the database engine cannot be loaded: the host answered ${response.status}`);
  return response.headers.get('Content-Type') === 'application/wasm'
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** A DuckDB in this worker, with an empty database in memory: the blocking bindings, the worker being a thread already. */
export async function createEngine(): Promise<DuckDBBindings> {
  const bundle = { mainModule: wasmUrl, mainWorker: '' };
  const [compiled, engine] = await Promise.all([
    compileEngine(),
    createDuckDB({ mvp: bundle, eh: bundle }, new VoidLogger(), BROWSER_RUNTIME),
  ]);
  // Its own way leads every piece of 34 MB through a stream of the worker's, for a progress that nobody sees.
  engine.instantiateWasm = (imports, ready) => {
    Reflect.set(globalThis, 'DUCKDB_RUNTIME', BROWSER_RUNTIME);
    void WebAssembly.instantiate(compiled, imports).then((instance) => ready(instance, compiled));
    return {};
  };
  await engine.instantiate(() => {});
  openInMemory(engine);
  return engine;
}
