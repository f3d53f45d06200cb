/** The browser build of the blocking bindings; the package does not export it, so vite.config.ts names its file. */
declare module 'duckdb-browser-blocking' {
  export * from '@duckdb/duckdb-wasm/blocking';
  export const BROWSER_RUNTIME: import('@duckdb/duckdb-wasm/blocking').DuckDBRuntime;
}
