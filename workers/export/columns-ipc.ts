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
} from 'apache-arrow';
import type { Column, Columns } from '$lib/rpc/database';
import type { ColumnType } from '$lib/sql/old-platform';
import { columnData } from '../analysis/part-batch';

/** Which values are no NaN, as bits, least significant first. */
function known(values: Float64Array): { nullBitmap: Uint8Array; nullCount: number } {
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8));
  let nullCount = 0;
  for (let at = 0; at < values.length; at++) {
    if (Number.isNaN(values[at])) nullCount++;
    else nullBitmap[at >> 3] |= 1 << (at & 7);
  }
  return { nullBitmap, nullCount };
}

function numberData(values: Float64Array, type: 'INTEGER' | 'DOUBLE' | 'TIMESTAMP'): Data {
  const base = { length: values.length, ...known(values) };
  switch (type) {
    case 'INTEGER':
      return makeData({ type: new Int32(), ...base, data: Int32Array.from(values) });
    case 'DOUBLE':
      return makeData({ type: new Float64(), ...base, data: values });
    case 'TIMESTAMP': {
      const micros = new BigInt64Array(values.length);
      values.forEach((ms, at) => (micros[at] = Number.isNaN(ms) ? 0n : BigInt(Math.round(ms * 1000))));
      return makeData({ type: new TimestampMicrosecond(), ...base, data: micros });
    }
  }
  return type satisfies never;
}

function dataOf({ kind, values }: Column, type: ColumnType): Data {
  const numeric = kind === 'number' || kind === 'time';
  if (numeric && (type === 'INTEGER' || type === 'DOUBLE' || type === 'TIMESTAMP'))
    return numberData(values, type);
  return columnData(Array.from<unknown>(values), type);
}

/**
 * Columns as an Arrow IPC stream of one batch; NaN and null become null.
 * @param types of the columns, in their order
 */
export function columnsIpc({ rows, columns }: Columns, types: readonly ColumnType[]): Uint8Array {
  const children = columns.map((column, at) => dataOf(column, types[at]));
  const schema = new Schema(columns.map(({ name }, at) => new Field(name, children[at].type, true)));
  const struct = makeData({ type: new Struct(schema.fields), length: rows, children, nullCount: 0 });
  return tableToIPC(new Table(new RecordBatch(schema, struct)), 'stream');
}
