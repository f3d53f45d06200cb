import {
  DateUnit,
  RecordBatchReader,
  Table,
  TimeUnit,
  Type,
  type Data,
  type Date_,
  type DataType,
  type Decimal,
  type Time,
  type Timestamp,
  type Vector,
} from 'apache-arrow';
import type { Column, Columns } from '$lib/rpc/database';
import { valueText } from './value-text';

/** Ticks a millisecond of an Arrow time unit. */
const TICKS_PER_MS: Record<TimeUnit, number> = {
  [TimeUnit.SECOND]: 0.001,
  [TimeUnit.MILLISECOND]: 1,
  [TimeUnit.MICROSECOND]: 1000,
  [TimeUnit.NANOSECOND]: 1_000_000,
};

/**
 * The columns of an Arrow result as the engine hands it out. Slots of nulls hold garbage, so each value passes the
 * null mask here, once.
 * @param chunks Arrow IPC: the schema, then record batches
 */
export function decodeColumns(chunks: Uint8Array[]): Columns {
  const table = new Table(RecordBatchReader.from(chunks));
  const columns = table.schema.fields.map((field, at): Column => {
    const vector = table.getChildAt(at);
    return decodeColumn(field.name, field.type, vector, table.numRows);
  });
  return { rows: table.numRows, columns };
}

function decodeColumn(name: string, type: DataType, vector: Vector | null, rows: number): Column {
  const parts = vector?.data ?? [];
  switch (type.typeId) {
    case Type.Null:
      return { name, kind: 'number', values: new Float64Array(rows).fill(Number.NaN) };
    case Type.Int:
    case Type.Float:
      return { name, kind: 'number', values: numbers(parts, rows, 1) };
    case Type.Decimal:
      return { name, kind: 'number', values: decimals(parts, rows, (type as Decimal).scale) };
    case Type.Timestamp:
      return { name, kind: 'time', values: numbers(parts, rows, TICKS_PER_MS[(type as Timestamp).unit]) };
    case Type.Date:
      return { name, kind: 'time', values: dates(parts, rows, type as Date_) };
    case Type.Bool:
      return { name, kind: 'boolean', values: objects(vector, rows, (value) => value === true) };
    case Type.Time:
      return { name, kind: 'text', values: objects(vector, rows, (value) => clockText(value, type as Time)) };
    default:
      return { name, kind: 'text', values: objects(vector, rows, valueText) };
  }
}

const isNull = ({ nullBitmap, offset }: Data, row: number) =>
  ((nullBitmap[(offset + row) >> 3] >> ((offset + row) & 7)) & 1) === 0;

/** Put NaN where the mask says null. */
function maskNulls(part: Data, out: Float64Array, at: number): void {
  if (part.nullCount === 0 || part.nullBitmap.length === 0) return;
  for (let row = 0; row < part.length; row++) if (isNull(part, row)) out[at + row] = Number.NaN;
}

/** Each part's values by `read`, then its mask. */
function assemble(
  parts: readonly Data[],
  rows: number,
  read: (part: Data, out: Float64Array, at: number) => void,
): Float64Array {
  const out = new Float64Array(rows);
  let at = 0;
  for (const part of parts) {
    read(part, out, at);
    maskNulls(part, out, at);
    at += part.length;
  }
  return out;
}

function numbers(parts: readonly Data[], rows: number, divisor: number): Float64Array {
  return assemble(parts, rows, (part, out, at) => {
    const values = part.values.subarray(0, part.length);
    if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
      values.forEach((value, row) => (out[at + row] = Number(value) / divisor));
    } else {
      out.set(values, at);
      if (divisor !== 1) for (let row = 0; row < part.length; row++) out[at + row] /= divisor;
    }
  });
}

const DAY_MS = 86_400_000;

function dates(parts: readonly Data[], rows: number, { unit }: Date_): Float64Array {
  return numbers(parts, rows, unit === DateUnit.DAY ? 1 / DAY_MS : 1);
}

/** 128-bit integers in little-endian words, scaled by a power of ten; beyond 2^53 rounded. */
function decimals(parts: readonly Data[], rows: number, scale: number): Float64Array {
  return assemble(parts, rows, (part, out, at) => {
    const words: Uint32Array = part.values;
    for (let row = 0; row < part.length; row++) {
      const [a, b, c, d] = words.subarray(row * 4, row * 4 + 4);
      const high = (BigInt(d) << 32n) | BigInt(c);
      const low = (BigInt(b) << 32n) | BigInt(a);
      out[at + row] = Number((BigInt.asIntN(64, high) << 64n) | low) / 10 ** scale;
    }
  });
}

function objects<T>(vector: Vector | null, rows: number, read: (value: unknown) => T): (T | null)[] {
  return Array.from({ length: rows }, (_, row) => {
    const value: unknown = vector?.get(row) ?? null;
    return value === null ? null : read(value);
  });
}

/** Time of day as `HH:MM:SS`, with the fraction where there is one. */
function clockText(value: unknown, { unit }: Time): string {
  const ms = Number(value as bigint | number) / TICKS_PER_MS[unit];
  const clock = new Date(Math.floor(ms)).toISOString().slice(11, 23);
  return clock.endsWith('.000') ? clock.slice(0, 8) : clock;
}
