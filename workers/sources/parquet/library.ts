import type { ParquetFile } from 'parquet-wasm/esm';

/** What is used of parquet-wasm; tests give its build for Node. */
export interface ParquetLibrary {
  ParquetFile: { fromFile(file: Blob): Promise<ParquetFile> };
}

/** A Parquet file that cannot be read; the message says why. */
export class ParquetError extends Error {
  override name = 'ParquetError';
}
