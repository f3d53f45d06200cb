import { splitCells } from '$lib/ingest/cells';
import { cellReader, tagReader, type ReadCell } from '$lib/ingest/reading';
import type { PlainBytes } from '$lib/ingest/lines';
import type { ColumnPlan, Dialect, IssueReason } from '$lib/ingest/types';

/** Text of a row's bytes, line end excluded, as `rollUpText` reads it. */
export function rowText(bytes: Uint8Array, decoder: TextDecoder): string {
  return decoder.decode(bytes).replace(/[\r\n\0]+$/, '');
}

/** Reads what the kernel leaves to text, by the text reader's own functions. */
export interface TextReader {
  /** Cells of a row's bytes, or of its part from a cell's start on. */
  cells(bytes: Uint8Array, isRowStart: boolean): string[];
  /** A tag's reading in a row, null for blank. */
  reading(tag: number, cells: readonly string[]): number | null | IssueReason;
  /** A number as the kernel's answer, whatever it marks: NaN for no reading, Infinity for not finite, -Infinity for blank. */
  number(bytes: Uint8Array): number;
  boolean(tag: number, bytes: Uint8Array): number;
}

function toAnswer(reading: ReturnType<ReadCell>): number {
  if (typeof reading === 'number') return reading;
  if (reading === null) return -Infinity;
  return reading === 'not finite' ? Infinity : Number.NaN;
}

/** @param valueColumn where all values stand in a long layout */
export function textReader(
  columns: readonly ColumnPlan[],
  dialect: Dialect,
  encoding: PlainBytes['encoding'],
  valueColumn?: number,
): TextReader {
  const readers = columns.map((column) => cellReader({ ...column, sentinels: [] }, dialect));
  const tags = columns.map((column) => tagReader(column, valueColumn ?? column.index, dialect));
  const readNumber = readers[columns.findIndex(({ kind }) => kind === 'number')];
  const rows = new TextDecoder(encoding);
  // Only a mark at the start of a row is a byte-order mark. (Node 20 drops a leading 255 of windows-1252 when told so.)
  const parts = new TextDecoder(encoding, { ignoreBOM: encoding === 'utf-8' });
  return {
    cells: (bytes, isRowStart) => splitCells(rowText(bytes, isRowStart ? rows : parts), dialect),
    reading: (tag, cells) => tags[tag](cells),
    number: (bytes) => toAnswer(readNumber(parts.decode(bytes))),
    boolean: (tag, bytes) => toAnswer(readers[tag](parts.decode(bytes))),
  };
}
