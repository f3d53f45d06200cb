import init, { ParquetFile } from 'parquet-wasm/esm';
import wasmUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url';
import type { ParquetLibrary } from './library';

let loading: Promise<ParquetLibrary> | null = null;

/** Start parquet-wasm in this worker, once. */
export const loadParquet = (): Promise<ParquetLibrary> =>
  (loading ??= init({ module_or_path: wasmUrl }).then(() => ({ ParquetFile })));
