import {
  Bool,
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
  Utf8,
  type Data,
} from 'apache-arrow';
import type { AnalysisPart, AnalysisRow } from '$lib/sql/analysis-tables';
import { oldPlatformColumns, type ColumnType } from '$lib/sql/old-platform';

// Arrow's own builders compile their null checks with `new Function`, which the site's content policy forbids: so the
// buffers are filled here.

/** One column's cells; what is not known, NaN among it, is null. */
type Cells = readonly unknown[];

const isKnown = (cell: unknown): boolean =>
  cell !== null && cell !== undefined && !(typeof cell === 'number' && !Number.isFinite(cell));

/** Bits of the cells that hold, least significant first. */
function bits(cells: Cells, holds: (cell: unknown) => boolean): Uint8Array {
  const found = new Uint8Array(Math.ceil(cells.length / 8));
  cells.forEach((cell, at) => {
    if (holds(cell)) found[at >> 3] |= 1 << (at & 7);
  });
  return found;
}

const numberOf = (cell: unknown): number => (isKnown(cell) ? Number(cell) : 0);

function textData(cells: Cells, base: { length: number; nullCount: number; nullBitmap: Uint8Array }): Data {
  const encoder = new TextEncoder();
  const parts = cells.map((cell) => encoder.encode(isKnown(cell) ? String(cell) : ''));
  const valueOffsets = new Int32Array(parts.length + 1);
  parts.forEach(({ length }, at) => (valueOffsets[at + 1] = valueOffsets[at] + length));
  const data = new Uint8Array(valueOffsets[parts.length]);
  parts.forEach((part, at) => data.set(part, valueOffsets[at]));
  return makeData({ type: new Utf8(), ...base, valueOffsets, data });
}

/** Cells as the data of a column. */
export function columnData(cells: Cells, type: ColumnType): Data {
  const nullBitmap = bits(cells, isKnown);
  const nullCount = cells.filter((cell) => !isKnown(cell)).length;
  const base = { length: cells.length, nullCount, nullBitmap };
  switch (type) {
    case 'INTEGER':
      return makeData({ type: new Int32(), ...base, data: Int32Array.from(cells, numberOf) });
    case 'DOUBLE':
      return makeData({ type: new Float64(), ...base, data: Float64Array.from(cells, numberOf) });
    case 'TIMESTAMP': {
      const micros = BigInt64Array.from(cells, (cell) => BigInt(Math.round(numberOf(cell))) * 1000n);
      return makeData({ type: new TimestampMicrosecond(), ...base, data: micros });
    }
    case 'BOOLEAN':
      return makeData({ type: new Bool(), ...base, data: bits(cells, (cell) => cell === true) });
    case 'VARCHAR':
      return textData(cells, base);
    default:
      return type satisfies never;
  }
}

/** Rows of a part as an Arrow IPC stream of its table's columns; ids count from `firstId`. */
export function partBatch<P extends AnalysisPart>(
  part: P,
  rows: readonly AnalysisRow<P>[],
  firstId: number,
): Uint8Array {
  const columns = Object.entries(oldPlatformColumns[part]).map(([name, type]) => {
    const cells = rows.map((row, at) => (name === 'id' ? firstId + at : row[name as keyof AnalysisRow<P>]));
    const data = columnData(cells, type);
    return { field: new Field(name, data.type, true), data };
  });
  const schema = new Schema(columns.map(({ field }) => field));
  const children = columns.map(({ data }) => data);
  const struct = makeData({ type: new Struct(schema.fields), length: rows.length, children, nullCount: 0 });
  return tableToIPC(new Table(new RecordBatch(schema, struct)), 'stream');
}
