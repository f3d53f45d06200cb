import init, { Compression, Table, WriterPropertiesBuilder, writeParquet } from 'parquet-wasm/esm';
import wasmUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url';
import type { ParquetWriter } from './export';

let loading: Promise<ParquetWriter> | null = null;

/** Start parquet-wasm in this worker, once. */
export const loadWriter = (): Promise<ParquetWriter> =>
  (loading ??= init({ module_or_path: wasmUrl }).then(() => ({
    Compression,
    Table,
    WriterPropertiesBuilder,
    writeParquet,
  })));
