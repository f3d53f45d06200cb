import { DuckDBDataProtocol, type DuckDBBindings } from 'duckdb-browser-blocking';
import type { SourcesApi, TableMember, UnpackProgress, UnpackRequest } from '$lib/rpc/sources';
import { quoteText } from '$lib/sql/identifiers';
import { GIVEN } from '$lib/sql/foreign-database';
import { openInMemory } from '../duckdb/open-in-memory';
import { byteStream } from './byte-stream';
import { GivenDatabase, type AttachGiven } from './given-database';
import { gunzip, pour } from './gunzip';
import type { ParquetLibrary } from './parquet/library';
import { ParquetSource } from './parquet/parquet-source';
import { sampleParquet } from './parquet/sample';
import { fileSink, memorySink, type Access, type SourceStorage } from './sink';
import { unzip, zipMembers } from './zip';

const [FILE, TARGET] = ['given.duckdb', 'table.csv'];

/** Attach a dropped file by ranges of its File. */
export const attachInBrowser: AttachGiven = (engine, connection, file) => {
  engine.registerFileHandle(FILE, file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
  connection.query(`ATTACH ${quoteText(FILE)} AS ${GIVEN} (READ_ONLY)`);
};

/**
 * The sources worker's work.
 * @param makeEngine a DuckDB, made when a database is first dropped
 * @param loadParquet parquet-wasm, loaded when a Parquet file is first dropped
 * @param storage where it writes
 */
export function createSources(
  makeEngine: () => Promise<DuckDBBindings>,
  loadParquet: () => Promise<ParquetLibrary>,
  storage: SourceStorage,
): SourcesApi {
  let starting: Promise<DuckDBBindings> | null = null;

  async function withDatabase<T>(
    file: File,
    use: (database: GivenDatabase, engine: DuckDBBindings) => Promise<T>,
  ): Promise<T> {
    const engine = await (starting ??= makeEngine());
    const database = new GivenDatabase(engine, file, attachInBrowser);
    try {
      return await use(database, engine);
    } finally {
      database.close();
      openInMemory(engine);
    }
  }

  function writeTable(
    file: File,
    table: TableMember,
    access: Access,
    onProgress: UnpackProgress,
  ): Promise<void> {
    return withDatabase(file, async (database, engine) => {
      engine.registerFileHandle(TARGET, access, DuckDBDataProtocol.BROWSER_FSACCESS, true);
      try {
        await database.writeTable(table, TARGET, () => access.getSize(), onProgress);
      } finally {
        engine.dropFile(TARGET);
      }
    });
  }

  async function unpackTable(
    { file, copy }: UnpackRequest,
    table: TableMember,
    onProgress: UnpackProgress,
  ): Promise<File | null> {
    if (copy === null) {
      const memory = storage.openMemory();
      await writeTable(file, table, memory, onProgress);
      return memory.toFile(`${table.title}.csv`);
    }
    await writeTable(file, table, await storage.openCopy(copy), onProgress);
    return null;
  }

  async function unpack(request: UnpackRequest, onProgress: UnpackProgress): Promise<File | null> {
    const { file, what, copy } = request;
    if (what.kind === 'table') return unpackTable(request, what.table, onProgress);
    const sink = copy === null ? memorySink(file.name) : fileSink(await storage.openCopy(copy));
    try {
      if (what.kind === 'gzip') await gunzip(file, sink, onProgress);
      else await unzip(file, what.member, sink, onProgress);
    } catch (error) {
      sink.finish();
      throw error;
    }
    return sink.finish();
  }

  return {
    zipMembers,
    databaseContents: (file) => withDatabase(file, (database) => database.contents()),
    unpack,
    async sampleParquet(file) {
      const source = await ParquetSource.open(await loadParquet(), file);
      try {
        return await sampleParquet(source);
      } finally {
        source.close();
      }
    },
    async copyPlant(file, id, onProgress) {
      const sink = fileSink(await storage.openPart(id));
      try {
        await pour(byteStream(file), sink, onProgress);
      } finally {
        sink.finish();
      }
    },
  };
}
