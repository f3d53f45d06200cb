import {
  Field,
  Float64,
  Int32,
  makeData,
  MessageReader,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  TimestampMicrosecond,
  type Data,
  type DataType,
} from 'apache-arrow';
import type { Minutes } from '$lib/ingest/merge-minutes';
import { measures, rollupColumn } from '$lib/sql/schema';

const timeType = new TimestampMicrosecond();
const valueType = new Float64();
const countType = new Int32();
/** `0xFFFFFFFF` and a length of 0 end a stream. */
const END_BYTES = 8;

/** The Arrow schema of minute_rollup and hour_rollup over these tags. */
export function rollupSchema(tags: readonly string[]): Schema {
  const fields = tags.flatMap((tag) =>
    measures.map(
      (measure) => new Field(rollupColumn(tag, measure), measure === 'count' ? countType : valueType, true),
    ),
  );
  return new Schema([new Field('bucket', timeType, false), new Field('n', countType, false), ...fields]);
}

/** A stream of so many rows, all zero; value columns have a null bitmap, said to hold a null so that it is read. */
function emptyStream(schema: Schema, length: number): Uint8Array {
  const nullBitmap = new Uint8Array(Math.ceil(length / 8));
  const children = schema.fields.map(({ type }): Data<DataType> => {
    if (type === valueType)
      return makeData({
        type: valueType,
        length,
        data: new Float64Array(length),
        nullBitmap,
        nullCount: 1,
      });
    if (type === countType)
      return makeData({ type: countType, length, data: new Int32Array(length), nullCount: 0 });
    return makeData({ type: timeType, length, data: new BigInt64Array(length), nullCount: 0 });
  });
  const struct = makeData({ type: new Struct(schema.fields), length, children, nullCount: 0 });
  return tableToIPC(new Table(new RecordBatch(schema, struct)), 'stream');
}

/** Where the buffers of a stream's one batch lie in it, bytes, in the order of the columns: null bitmap, values. */
function bufferOffsets(stream: Uint8Array): number[] {
  const reader = new MessageReader(stream);
  reader.readSchema();
  const message = reader.readMessage();
  if (!message?.isRecordBatch()) throw new Error('a stream of Arrow holds no batch');
  const body = stream.length - END_BYTES - message.bodyLength;
  return message.header().buffers.map(({ offset }) => body + offset);
}

/** One tag's columns within the stream. */
interface TagColumns {
  avg: Float64Array;
  min: Float64Array;
  max: Float64Array;
  count: Int32Array;
  /** Which cells have readings, least significant bit first; the same for each of the values. */
  valid: Uint8Array[];
}

/** Rows of a block that stays in the processor's cache while the row-major cells are turned into columns. */
const BLOCK_ROWS = 64;

/**
 * Chunks of one length as Arrow IPC streams of the roll-up tables' columns. The stream's bytes are the same for each but for the cells,
 * so they are made once and filled again and again: apache-arrow would copy all cells twice more into fresh memory.
 */
export class RollupBatch {
  readonly #stream: Uint8Array;
  readonly #bucket: BigInt64Array;
  readonly #rows: Int32Array;
  readonly #columns: TagColumns[];

  /** @param length rows of every chunk */
  constructor(
    readonly schema: Schema,
    readonly tags: number,
    readonly length: number,
  ) {
    this.#stream = emptyStream(schema, length);
    const offsets = bufferOffsets(this.#stream);
    const buffer = this.#stream.buffer;
    const start = this.#stream.byteOffset;
    const doubles = (at: number) => new Float64Array(buffer, start + offsets[at], length);
    const integers = (at: number) => new Int32Array(buffer, start + offsets[at], length);
    const bits = (at: number) => new Uint8Array(buffer, start + offsets[at], Math.ceil(length / 8));
    this.#bucket = new BigInt64Array(buffer, start + offsets[1], length);
    this.#rows = integers(3);
    this.#columns = Array.from({ length: tags }, (_, tag) => {
      const at = 4 + tag * measures.length * 2;
      return {
        avg: doubles(at + 1),
        min: doubles(at + 3),
        max: doubles(at + 5),
        count: integers(at + 7),
        valid: [bits(at), bits(at + 2), bits(at + 4)],
      };
    });
  }

  /**
   * The stream of a chunk, valid until the next one is filled in.
   * @param bucketSeconds width of a bucket: 60 or 3600; `chunk.minutes` counts buckets since epoch
   */
  fill(chunk: Minutes, bucketSeconds: number): Uint8Array {
    const micros = BigInt(bucketSeconds) * 1_000_000n;
    chunk.minutes.forEach((key, at) => (this.#bucket[at] = BigInt(key) * micros));
    this.#rows.set(chunk.rows);
    for (let from = 0; from < this.length; from += BLOCK_ROWS) {
      const to = Math.min(from + BLOCK_ROWS, this.length);
      this.#columns.forEach((column, tag) => this.#fillBlock(column, chunk, tag, from, to));
    }
    return this.#stream;
  }

  /** Rows [from, to) of one tag; `from` is a multiple of 8. Cells without readings keep what they hold: they are null. */
  #fillBlock(
    { avg, min, max, count, valid }: TagColumns,
    chunk: Minutes,
    tag: number,
    from: number,
    to: number,
  ): void {
    for (let first = from; first < to; first += 8) {
      let bits = 0;
      for (let at = first; at < Math.min(first + 8, to); at++) {
        const cell = at * this.tags + tag;
        const readings = chunk.count[cell];
        count[at] = readings;
        if (readings === 0) continue;
        bits |= 1 << (at & 7);
        avg[at] = chunk.sum[cell] / readings;
        min[at] = chunk.min[cell];
        max[at] = chunk.max[cell];
      }
      for (const bitmap of valid) bitmap[first >> 3] = bits;
    }
  }
}
