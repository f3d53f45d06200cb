import {
  Field,
  Float64,
  Int32,
  makeData,
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

/** The Arrow schema of minute_rollup and hour_rollup over these tags. */
export function rollupSchema(tags: readonly string[]): Schema {
  const fields = tags.flatMap((tag) =>
    measures.map(
      (measure) => new Field(rollupColumn(tag, measure), measure === 'count' ? countType : valueType, true),
    ),
  );
  return new Schema([new Field('bucket', timeType, false), new Field('n', countType, false), ...fields]);
}

/** Rows of a block that stays in the processor's cache while the row-major cells are turned into columns. */
const BLOCK_ROWS = 64;

/** One tag's columns while they are filled. Cells without readings keep 0 and a bit of 0. */
class TagColumns {
  readonly avg: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly counts: Int32Array;
  /** Which cells have readings, least significant bit first. */
  readonly nullBitmap: Uint8Array;
  nullCount: number;

  constructor(readonly length: number) {
    this.avg = new Float64Array(length);
    this.min = new Float64Array(length);
    this.max = new Float64Array(length);
    this.counts = new Int32Array(length);
    this.nullBitmap = new Uint8Array(Math.ceil(length / 8));
    this.nullCount = length;
  }

  fill(chunk: Minutes, tag: number, tags: number, from: number, to: number): void {
    const { sum, min, max, count } = chunk;
    for (let at = from; at < to; at++) {
      const cell = at * tags + tag;
      const readings = count[cell];
      if (readings === 0) continue;
      this.counts[at] = readings;
      this.avg[at] = sum[cell] / readings;
      this.min[at] = min[cell];
      this.max[at] = max[cell];
      this.nullBitmap[at >> 3] |= 1 << (at & 7);
      this.nullCount--;
    }
  }

  data(): Data[] {
    const { length, nullBitmap, nullCount } = this;
    const value = (data: Float64Array) => makeData({ type: valueType, length, data, nullBitmap, nullCount });
    const counts = makeData({ type: countType, length, data: this.counts, nullCount: 0 });
    return [value(this.avg), value(this.min), value(this.max), counts];
  }
}

function toColumns(chunk: Minutes, tags: number): TagColumns[] {
  const length = chunk.minutes.length;
  const columns = Array.from({ length: tags }, () => new TagColumns(length));
  for (let from = 0; from < length; from += BLOCK_ROWS) {
    const to = Math.min(from + BLOCK_ROWS, length);
    columns.forEach((column, tag) => column.fill(chunk, tag, tags, from, to));
  }
  return columns;
}

/**
 * A chunk as an Arrow IPC stream of the roll-up tables' columns.
 * @param bucketSeconds width of a bucket: 60 or 3600; `chunk.minutes` counts buckets since epoch
 */
export function rollupBatch(chunk: Minutes, schema: Schema, tags: number, bucketSeconds: number): Uint8Array {
  const length = chunk.minutes.length;
  const micros = BigInt(bucketSeconds) * 1_000_000n;
  const bucket = BigInt64Array.from(chunk.minutes, (key) => BigInt(key) * micros);
  const children: Data<DataType>[] = [
    makeData({ type: timeType, length, data: bucket, nullCount: 0 }),
    makeData({ type: countType, length, data: Int32Array.from(chunk.rows), nullCount: 0 }),
  ];
  for (const column of toColumns(chunk, tags)) children.push(...column.data());
  const struct = makeData({ type: new Struct(schema.fields), length, children, nullCount: 0 });
  return tableToIPC(new Table(new RecordBatch(schema, struct)), 'stream');
}
