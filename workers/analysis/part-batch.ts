import {
  Bool,
  Float64,
  Int32,
  Table,
  tableToIPC,
  TimestampMicrosecond,
  Utf8,
  vectorFromArray,
  type DataType,
} from 'apache-arrow';
import type { AnalysisPart, AnalysisRow } from '$lib/sql/analysis-tables';
import { oldPlatformColumns, type ColumnType } from '$lib/sql/old-platform';

const TYPES: Record<ColumnType, DataType> = {
  INTEGER: new Int32(),
  DOUBLE: new Float64(),
  TIMESTAMP: new TimestampMicrosecond(),
  VARCHAR: new Utf8(),
  BOOLEAN: new Bool(),
};

/** A cell as Arrow has it; what is not known, NaN among it, is null. */
function cell(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) return null;
  // The builder of timestamps takes milliseconds, whatever their unit.
  return type === 'TIMESTAMP' ? Math.round(value) : value;
}

/** Rows of a part as an Arrow IPC stream of its table's columns; ids count from `firstId`. */
export function partBatch<P extends AnalysisPart>(
  part: P,
  rows: readonly AnalysisRow<P>[],
  firstId: number,
): Uint8Array {
  const columns = Object.entries(oldPlatformColumns[part]).map(([name, type]) => {
    const values = rows.map((row, at) =>
      name === 'id' ? firstId + at : cell(row[name as keyof AnalysisRow<P>], type),
    );
    return [name, vectorFromArray(values, TYPES[type])] as const;
  });
  return tableToIPC(new Table(Object.fromEntries(columns)), 'stream');
}
