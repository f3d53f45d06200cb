import type { DuckDBBindings, DuckDBConnection } from 'duckdb-browser-blocking';
import type { DatabaseContents, PlantFacts, TableMember } from '$lib/rpc/sources';
import {
  droppedExtentQuery,
  droppedIsWholeQuery,
  droppedMetaQuery,
  droppedSourcesQuery,
  isPlantQuery,
} from '$lib/sql/dropped-plant';
import {
  copyTable,
  foreignColumnsQuery,
  foreignName,
  foreignRowsQuery,
  isPlainType,
  type ForeignColumn,
} from '$lib/sql/foreign-database';
import type { Query } from '$lib/sql/query';
import { SCHEMA_VERSION } from '$lib/sql/schema';
import { engineErrorInWords } from '$lib/sql/words';
import { decodeColumns } from '../database/decode';
import { pollQuery } from '../database/poll-query';
import { UnpackError } from './unpack-error';

/** Bytes of a cell as text, to begin with: what number and delimiter take on average. */
const CELL_BYTES = 9;
const REFRESH_MS = 250;

/** Attaches the dropped file read-only as the catalog `given`, to an engine with nothing else open. */
export type AttachGiven = (engine: DuckDBBindings, connection: DuckDBConnection, file: File) => void;

/** Asks a dropped DuckDB file, and writes its tables as text. */
export class GivenDatabase {
  readonly #connection: DuckDBConnection;

  /** @throws UnpackError when DuckDB does not open it */
  constructor(
    readonly engine: DuckDBBindings,
    readonly file: File,
    attach: AttachGiven,
  ) {
    this.#connection = engine.connect();
    try {
      attach(engine, this.#connection, file);
    } catch (cause) {
      this.#connection.close();
      throw new UnpackError(
        `"${file.name}" cannot be opened as a DuckDB database: ${engineErrorInWords(cause)}`,
        'Close the program that is writing it, or write its tables as CSV or Parquet and drop those.',
        { cause },
      );
    }
  }

  async contents(): Promise<DatabaseContents> {
    if (await this.#ask(isPlantQuery())) return { kind: 'plant', facts: await this.#facts() };
    return { kind: 'tables', tables: await this.#tables() };
  }

  async #facts(): Promise<PlantFacts> {
    const meta = await this.#ask(droppedMetaQuery());
    const version = meta.get('schema_version');
    if (Number(version) !== SCHEMA_VERSION)
      throw new UnpackError(
        `"${this.file.name}" is a plant file of schema ${version}, and this version of the page reads ${SCHEMA_VERSION}`,
        'Import the export again.',
      );
    if (!(await this.#ask(droppedIsWholeQuery())))
      throw new UnpackError(
        `"${this.file.name}" is a plant file that is not whole`,
        'Import the export again.',
      );
    return {
      name: meta.get('name') ?? '',
      label: meta.get('label') ?? '',
      fingerprint: meta.get('fingerprint') ?? '',
      sources: await this.#ask(droppedSourcesQuery()),
      ...(await this.#ask(droppedExtentQuery())),
    };
  }

  async #tables(): Promise<TableMember[]> {
    const byTable = new Map<string, ForeignColumn[]>();
    for (const column of await this.#ask(foreignColumnsQuery())) {
      const name = foreignName(column.schema, column.table);
      byTable.set(name, [...(byTable.get(name) ?? []), column]);
    }
    const tables: TableMember[] = [];
    for (const [name, columns] of byTable) {
      const { schema, table } = columns[0];
      const plain = columns.filter(({ type }) => isPlainType(type));
      const rows = await this.#ask(foreignRowsQuery(name));
      tables.push({
        name,
        title: schema === 'main' ? table : `${schema}.${table}`,
        rows,
        columns: plain.map(({ column }) => column),
        leftOut: columns.filter((column) => !plain.includes(column)).map(({ column }) => column),
        sizeBytes: rows * plain.length * CELL_BYTES,
      });
    }
    return tables;
  }

  /**
   * Write a table to a file that the engine knows as `target`, as comma separated text.
   * @param written bytes written so far
   */
  async writeTable(
    { name, columns }: TableMember,
    target: string,
    written: () => number,
    onProgress: (bytes: number) => void,
  ): Promise<void> {
    const timer = setInterval(() => onProgress(written()), REFRESH_MS);
    try {
      await this.#run(copyTable(name, columns, target));
    } catch (cause) {
      throw new UnpackError(
        `a table of "${this.file.name}" could not be read: ${engineErrorInWords(cause)}`,
        'Write it as CSV or Parquet with DuckDB and drop that file.',
        { cause },
      );
    } finally {
      clearInterval(timer);
    }
  }

  async #ask<T>(query: Query<T>): Promise<T> {
    return query.decode(await this.#run(query.sql));
  }

  async #run(sql: string) {
    const job = { cancelled: false };
    return decodeColumns(await this.#connection.useUnsafe((_, id) => pollQuery(this.engine, id, sql, job)));
  }

  close(): void {
    this.#connection.close();
  }
}
