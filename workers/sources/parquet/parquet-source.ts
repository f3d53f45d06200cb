import {
  Precision,
  tableFromIPC,
  Type,
  type DataType,
  type Field,
  type Float,
  type Timestamp,
} from 'apache-arrow';
import type { ParquetFile } from 'parquet-wasm/esm';
import type { Columns } from '$lib/rpc/database';
import type { GroupRows, LeftOutColumn, ParquetLayout } from '$lib/sources/parquet-layout';
import { decodeColumns } from '../../database/decode';
import { ParquetError, type ParquetLibrary } from './library';

/** Rows decoded at a time: 95 columns of doubles are then 6 MB. */
const BATCH_ROWS = 8192;
/** A row group is in memory in whole while it is read, compressed; beyond this parquet-wasm's 4 GB are in danger. */
const MOST_GROUP_BYTES = 1 << 30;

const NESTED = new Set<Type>([
  Type.List,
  Type.FixedSizeList,
  Type.Struct,
  Type.Map,
  Type.Union,
  Type.Binary,
  Type.LargeBinary,
  Type.FixedSizeBinary,
  Type.Interval,
  Type.Duration,
]);

const isHalf = (type: DataType) => type.typeId === Type.Float && (type as Float).precision === Precision.HALF;

/** Whether the cells of a column are numbers, times, texts or booleans that can be decoded. */
const isReadable = ({ type }: Field) => !NESTED.has(type.typeId) && !isHalf(type);

/** An open Parquet file. */
export class ParquetSource {
  readonly layout: ParquetLayout;
  readonly rows: number;
  readonly leftOut: LeftOutColumn[];
  readonly #groupBytes: number[];

  private constructor(
    readonly file: ParquetFile,
    readonly name: string,
  ) {
    const { fields } = tableFromIPC(file.schema().intoIPCStream()).schema;
    const readable = fields.filter(isReadable);
    const positions = (matches: (type: DataType) => boolean) =>
      readable.flatMap(({ type }, at) => (matches(type) ? [at] : []));
    this.leftOut = fields
      .filter((field) => !isReadable(field))
      .map(({ name: column, type }) => ({ name: column, type: String(type) }));
    const groups = file.metadata().rowGroups();
    this.#groupBytes = groups.map((group) => group.compressedSize());
    const bytes = groups.reduce((sum, group) => sum + group.totalByteSize(), 0);
    const groupRows = groups.map((group) => group.numRows());
    this.rows = groupRows.reduce((sum, rows) => sum + rows, 0);
    this.layout = {
      columns: readable.map((field) => field.name),
      instants: positions((type) => type.typeId === Type.Timestamp && (type as Timestamp).timezone !== null),
      dates: positions((type) => type.typeId === Type.Date),
      groupRows,
      rowBytes: Math.max(1, Math.round(bytes / Math.max(1, this.rows))),
    };
  }

  /** @throws ParquetError when the file is damaged or of a kind that parquet-wasm does not read */
  static async open(library: ParquetLibrary, file: File): Promise<ParquetSource> {
    try {
      return new ParquetSource(await library.ParquetFile.fromFile(file), file.name);
    } catch (cause) {
      throw new ParquetError(`"${file.name}" cannot be read as Parquet: ${wordsOf(cause)}`, { cause });
    }
  }

  /**
   * Rows of a row group, a batch at a time.
   * @param columns names of columns to read; none of them may be left out
   * @yields the columns in the order of the file
   * @throws ParquetError when the group is damaged or too large
   */
  async *read({ group, offset, limit }: GroupRows, columns: string[]): AsyncGenerator<Columns> {
    const bytes = this.#groupBytes[group];
    if (bytes > MOST_GROUP_BYTES)
      throw new ParquetError(
        `row group ${group + 1} of "${this.name}" is ${Math.round(bytes / 2 ** 20)} MB, too much for this page's memory: write the file with smaller row groups (100,000 rows)`,
      );
    // Asked for no column, parquet-wasm gives all.
    if (columns.length === 0) return yield* this.#countOnly(limit);
    const reader = (await this.#stream(group, offset, limit, columns)).getReader();
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        yield decodeColumns([next.value.intoIPCStream()]);
      }
    } catch (cause) {
      throw new ParquetError(`row group ${group + 1} of "${this.name}" cannot be read: ${wordsOf(cause)}`, {
        cause,
      });
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }

  *#countOnly(limit: number): Generator<Columns> {
    for (let left = limit; left > 0; left -= BATCH_ROWS)
      yield { rows: Math.min(left, BATCH_ROWS), columns: [] };
  }

  #stream(group: number, offset: number, limit: number, columns: string[]): Promise<ReadableStream> {
    const whole = offset === 0 && limit === this.layout.groupRows[group];
    const part = whole ? {} : { offset, limit };
    return this.file.stream({ rowGroups: [group], columns, batchSize: BATCH_ROWS, ...part });
  }

  close(): void {
    this.file.free();
  }
}

const wordsOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
