import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';
import type { Compression, Table, WriterPropertiesBuilder, writeParquet } from 'parquet-wasm/esm';
import type { Columns } from '$lib/rpc/database';
import type { ExportApi, ExportMember } from '$lib/rpc/export';
import type { ColumnType } from '$lib/sql/old-platform';
import { columnsIpc } from './columns-ipc';

/** What is used of parquet-wasm to write; tests give its build for Node. */
export interface ParquetWriter {
  Compression: typeof Compression;
  Table: typeof Table;
  WriterPropertiesBuilder: typeof WriterPropertiesBuilder;
  writeParquet: typeof writeParquet;
}

const PACKED = /\.(?:duckdb|parquet|png|zip|gz)$/;
const PARQUET_TYPE = 'application/vnd.apache.parquet';

/** Without dictionaries: they take four times as long and save three tenths (docs/performance.md). */
function write(writer: ParquetWriter, rows: Columns, types: readonly ColumnType[]): Blob {
  const properties = new writer.WriterPropertiesBuilder()
    .setCompression(writer.Compression.ZSTD)
    .setDictionaryEnabled(false)
    .build();
  const table = writer.Table.fromIPCStream(columnsIpc(rows, types));
  const bytes = writer.writeParquet(table, properties) as Uint8Array<ArrayBuffer>;
  return new Blob([bytes], { type: PARQUET_TYPE });
}

/** Pack files, one after the other. */
export async function zipFiles(
  members: readonly ExportMember[],
  onProgress: (bytes: number) => void,
): Promise<Blob> {
  // Its own workers are not wanted: this is one.
  const writer = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false });
  let before = 0;
  for (const { name, content } of members) {
    await writer.add(name, new BlobReader(content), {
      level: PACKED.test(name) ? 0 : 6,
      onprogress: async (bytes) => onProgress(before + bytes),
    });
    onProgress((before += content.size));
  }
  return writer.close();
}

/** The export worker's work. @param loadWriter parquet-wasm, loaded when Parquet is first written */
export const createExport = (loadWriter: () => Promise<ParquetWriter>): ExportApi => ({
  parquet: async (rows, types) => write(await loadWriter(), rows, types),
  zip: zipFiles,
});
