import {
  DuckDBAccessMode,
  DuckDBDataProtocol,
  type DuckDBBindings,
  type DuckDBConnection,
} from 'duckdb-browser-blocking';
import type { Schema } from 'apache-arrow';
import type { Minutes } from '$lib/ingest/merge-minutes';
import { quoteText } from '$lib/sql/identifiers';
import {
  allowPartialGroups,
  BLOCK_BYTES,
  attachForWriting,
  createPlantTables,
  insertRows,
  limitToFullGroups,
  rowGroupRows,
  verifyPlant,
  type Value,
} from '$lib/sql/plant-tables';
import type { tables } from '$lib/sql/schema';
import { openInMemory } from '../duckdb/open-in-memory';
import { setBlockSize } from './block-size';
import { RollupBatch, rollupSchema } from './rollup-batches';

/** What is read from a plant file after it was closed. */
export interface Verified {
  minutes: number;
  minuteRows: number;
  hourRows: number;
  rowsUsed: number;
}

/** The files behind a plant file while it is written; both empty. */
export interface PartFiles {
  database: FileSystemSyncAccessHandle;
  wal: FileSystemSyncAccessHandle;
}

/** Name of the plant file inside the engine. */
const FILE = 'plant.duckdb';

const detach = ['USE memory', 'DETACH plant'];

function register(engine: DuckDBBindings, { database, wal }: PartFiles): void {
  engine.registerFileHandle(FILE, database, DuckDBDataProtocol.BROWSER_FSACCESS, true);
  engine.registerFileHandle(`${FILE}.wal`, wal, DuckDBDataProtocol.BROWSER_FSACCESS, true);
}

/**
 * Make the empty file a database. ATTACH refuses an empty file (`exists, but it is not a valid DuckDB database
 * file`); opening it as the main database does not, but takes neither row group size nor block size. So: open, let go,
 * set the block size, attach.
 */
function initialise(engine: DuckDBBindings, files: PartFiles): void {
  register(engine, files);
  engine.open({ path: FILE, accessMode: DuckDBAccessMode.READ_WRITE, useDirectIO: true });
  openInMemory(engine);
  setBlockSize(files.database, BLOCK_BYTES);
  register(engine, files);
}

/** Writes one plant file: tables, then roll-ups in order of time, then the report, then `close`. */
export class PlantWriter {
  readonly #connection: DuckDBConnection;
  readonly #schema: Schema;
  /** For chunks of the last length. */
  #batch: RollupBatch | null = null;

  /** @param engine one that has nothing open */
  constructor(
    readonly engine: DuckDBBindings,
    readonly files: PartFiles,
    readonly tags: readonly string[],
  ) {
    initialise(engine, files);
    this.#connection = engine.connect();
    this.#schema = rollupSchema(tags);
    this.#run([limitToFullGroups(tags.length), ...attachForWriting(FILE, tags.length)]);
    this.#run(createPlantTables(tags));
  }

  /**
   * Append minutes or hours, ascending; keys count buckets since epoch. Memory stays flat as long as chunks are full row
   * groups (`rowGroupRows`), so those that are not come last.
   */
  append(table: 'minute_rollup' | 'hour_rollup', chunk: Minutes): void {
    if (chunk.minutes.length === 0) return;
    if (chunk.minutes.length < rowGroupRows(this.tags.length))
      this.#run(allowPartialGroups(this.tags.length));
    const seconds = table === 'minute_rollup' ? 60 : 3600;
    if (this.#batch?.length !== chunk.minutes.length)
      this.#batch = new RollupBatch(this.#schema, this.tags.length, chunk.minutes.length);
    const stream = this.#batch.fill(chunk, seconds);
    this.#connection.insertArrowFromIPCStream(stream, { name: table, schema: 'main', create: false });
  }

  /** Insert plain rows in the order of the table's columns. */
  insert(table: keyof typeof tables, rows: readonly (readonly Value[])[]): void {
    this.#run(insertRows(table, rows));
  }

  /** Bring the file to its final state and let go of it; the handles are flushed and closed. */
  close(): void {
    this.#run(['CHECKPOINT plant', ...detach]);
    this.#connection.close();
    for (const name of [FILE, `${FILE}.wal`]) this.engine.dropFile(name);
  }

  #run(statements: readonly string[]): void {
    for (const statement of statements) this.#connection.query(statement);
  }
}

/** Open a sealed plant file read-only and count what is in it. */
export function verifyPlantFile(engine: DuckDBBindings, file: File): Verified {
  const name = 'sealed.duckdb';
  engine.registerFileHandle(name, file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
  const connection = engine.connect();
  try {
    connection.query(`ATTACH ${quoteText(name)} AS sealed (READ_ONLY)`);
    const row = connection.query(verifyPlant('sealed')).get(0)?.toJSON() as Record<string, number>;
    connection.query('DETACH sealed');
    const { minutes, minute_rows: minuteRows, hour_rows: hourRows, rows_used: rowsUsed } = row;
    return { minutes, minuteRows, hourRows, rowsUsed };
  } finally {
    connection.close();
    engine.dropFile(name);
  }
}
