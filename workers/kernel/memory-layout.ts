import type { PlainBytes } from '$lib/ingest/lines';
import type { ColumnPlan } from '$lib/ingest/types';
import { isMarked, markTable } from './mark-table';
import { nameTable, placeNames } from './name-table';
import type { NumberTables } from './number-tables';
import { SHAPE_BYTES } from './stamp-shape';
import { encodedText, wordTable } from './word-table';

/** What the kernel looks up for one source. */
export interface SourceTables extends NumberTables {
  /** Kind of each column of the file, as assembly/rows.ts has them. */
  kinds: Uint8Array;
  /** Words of each tag, null for numbers. */
  words: (Uint8Array | null)[];
  /** Quality and sentinels of the tags, for a place in memory; its size does not depend on the place. */
  marks: (base: number) => Uint8Array;
  /** Names of the tags, for long layouts; else of none. */
  names: Uint8Array;
}

/** Byte addresses in the kernel's memory for one source and size of slice. */
export interface MemoryLayout {
  alignments: number;
  powersOfFive: number;
  shape: number;
  kinds: number;
  /** Address of each tag's words, 32 bits each. */
  wordTables: number;
  words: number[];
  marks: number;
  names: number;
  states: number;
  changes: number;
  issues: number;
  blocks: number;
  /** Lines, `inputBytes` of them at most, and padding. */
  input: number;
  /** Minutes' records, up to the end of memory. */
  records: number;
}

const MB = 1 << 20;
const ISSUE_BYTES = 12;
/** Issues of whole rows, and of each tag. */
export const ROW_ISSUES = 8;
export const TAG_ISSUES = 4;
const BLOCK_BYTES = 24;
const CHANGE_BYTES = 16;
/** The kernel looks ahead so many bytes. */
const PADDING_BYTES = 96;
/** State changes handed over at a time. */
export const CHANGES_CAPACITY = 4096;
/** Bytes of the issue table; see assembly/issues.ts. */
export const issueBytes = (tags: number) => ISSUE_BYTES * (ROW_ISSUES + TAG_ISSUES * tags);

/** Kinds as assembly/rows.ts has them. */
function kindOf(column: ColumnPlan): number {
  if (column.kind === 'empty') return 4;
  if (column.kind !== 'number' && column.kind !== 'boolean') return 0;
  if (isMarked(column)) return 3;
  return column.kind === 'number' ? 1 : 2;
}

export function sourceTables(
  numbers: NumberTables,
  columns: readonly ColumnPlan[],
  tags: readonly ColumnPlan[],
  encoding: PlainBytes['encoding'],
  isLong: boolean,
): SourceTables {
  const nameBytes = (name: string) => encodedText(name, encoding) ?? new Uint8Array();
  return {
    ...numbers,
    kinds: Uint8Array.from(columns, kindOf),
    words: tags.map((tag) => (tag.kind === 'boolean' ? wordTable(tag, encoding) : null)),
    marks: (base) => markTable(tags, encoding, base),
    names: nameTable(isLong ? tags.map(({ header }) => nameBytes(header)) : []),
  };
}

/**
 * Lay the memory out from `base` on: tables, what is counted, the lines, and last what grows.
 * @param sliceBytes size of the slice
 * @param inputBytes most bytes of it that are in memory at a time
 */
export function layOut(
  base: number,
  tables: SourceTables,
  sliceBytes: number,
  inputBytes: number,
): MemoryLayout {
  let end = base;
  const take = (bytes: number) => {
    const at = Math.ceil(end / 16) * 16;
    end = at + bytes;
    return at;
  };
  const tags = tables.words.length;
  return {
    alignments: take(tables.alignments.length),
    powersOfFive: take(tables.powersOfFive.length),
    shape: take(SHAPE_BYTES),
    kinds: take(tables.kinds.length),
    wordTables: take(4 * tags),
    words: tables.words.map((words) => (words ? take(words.length) : 0)),
    marks: take(tables.marks(0).length),
    names: take(tables.names.length),
    states: take(tags),
    changes: take(CHANGES_CAPACITY * CHANGE_BYTES),
    issues: take(issueBytes(tags)),
    blocks: take(BLOCK_BYTES * (Math.ceil(sliceBytes / MB) + 1)),
    input: take(inputBytes + PADDING_BYTES),
    records: take(0),
  };
}

/** Write what the kernel looks up, and clear what it counts in. */
export function writeTables(memory: ArrayBuffer, layout: MemoryLayout, tables: SourceTables): void {
  const bytes = new Uint8Array(memory);
  bytes.fill(0, layout.shape, layout.input);
  bytes.set(tables.alignments, layout.alignments);
  bytes.set(tables.powersOfFive, layout.powersOfFive);
  bytes.set(tables.kinds, layout.kinds);
  new Uint32Array(memory, layout.wordTables, layout.words.length).set(layout.words);
  tables.words.forEach((words, tag) => words && bytes.set(words, layout.words[tag]));
  bytes.set(tables.marks(layout.marks), layout.marks);
  bytes.set(tables.names, layout.names);
  placeNames(memory, layout.names);
  bytes.fill(255, layout.states, layout.states + tables.words.length);
}
