import type { ParquetFile } from 'parquet-wasm/esm';

/** What is used of parquet-wasm; tests give its build for Node. */
export interface ParquetLibrary {
  ParquetFile: { fromFile(file: Blob): Promise<ParquetFile> };
}

/** For those who give no Parquet reader, as tests of text do. */
export const noParquet = (): Promise<ParquetLibrary> =>
  Promise.reject(new ParquetError('this page has no reader of Parquet files here'));

/** A Parquet file that cannot be read; the message says why. */
export class ParquetError extends Error {
  override name = 'ParquetError';
}
