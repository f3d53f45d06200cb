/** The browser build of the blocking bindings; the package does not export it, so vite.config.ts names its file. */
declare module 'duckdb-browser-blocking' {
  import type { DuckDBBindings, DuckDBBundles, DuckDBRuntime, Logger } from '@duckdb/duckdb-wasm/blocking';

  export * from '@duckdb/duckdb-wasm/blocking';

  type EngineModule = Parameters<DuckDBRuntime['readFile']>[0] & { HEAPU8: Uint8Array };

  /** What the engine does with files, by functions that can be replaced. */
  export const BROWSER_RUNTIME: Omit<DuckDBRuntime, 'readFile'> & {
    readFile(engine: EngineModule, fileId: number, buffer: number, bytes: number, at: number): number;
    getFileInfo(
      engine: EngineModule,
      fileId: number,
    ): { dataProtocol: number; dataUrl: string | null } | null;
  };

  /** Bindings whose way to their instance can be replaced. */
  export type StartableBindings = DuckDBBindings & {
    instantiateWasm(
      imports: WebAssembly.Imports,
      ready: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): object;
  };

  export function createDuckDB(
    bundles: DuckDBBundles,
    logger: Logger,
    runtime: DuckDBRuntime,
  ): Promise<StartableBindings>;
}
