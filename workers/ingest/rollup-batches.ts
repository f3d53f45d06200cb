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
import { measures, rollupColumn, type Measure } from '$lib/sql/schema';

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

/** Bitmap of the cells with readings, least significant bit first, and how many have none. */
function validity(counts: Int32Array): { nullBitmap: Uint8Array; nullCount: number } {
  const nullBitmap = new Uint8Array(Math.ceil(counts.length / 8));
  let nullCount = 0;
  counts.forEach((count, at) => {
    if (count > 0) nullBitmap[at >> 3] |= 1 << (at & 7);
    else nullCount++;
  });
  return { nullBitmap, nullCount };
}

function tagColumns(chunk: Minutes, tag: number, tags: number): Data[] {
  const length = chunk.minutes.length;
  const counts = Int32Array.from({ length }, (_, at) => chunk.count[at * tags + tag]);
  const valid = validity(counts);
  const values: Record<Exclude<Measure, 'count'>, (at: number) => number> = {
    avg: (at) => chunk.sum[at * tags + tag] / counts[at],
    min: (at) => chunk.min[at * tags + tag],
    max: (at) => chunk.max[at * tags + tag],
  };
  const value = (measure: keyof typeof values) => {
    const data = new Float64Array(length);
    for (let at = 0; at < length; at++) if (counts[at] > 0) data[at] = values[measure](at);
    return makeData({ type: valueType, length, data, ...valid });
  };
  return [
    value('avg'),
    value('min'),
    value('max'),
    makeData({ type: countType, length, data: counts, nullCount: 0 }),
  ];
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
  for (let tag = 0; tag < tags; tag++) children.push(...tagColumns(chunk, tag, tags));
  const struct = makeData({ type: new Struct(schema.fields), length, children, nullCount: 0 });
  return tableToIPC(new Table(new RecordBatch(schema, struct)), 'stream');
}
