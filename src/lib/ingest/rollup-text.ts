import { splitCells } from './cells';
import { timeReader, type ReadTime } from './time';
import {
  tagColumns,
  type ColumnPlan,
  type IndexBlock,
  type IssueReason,
  type Slice,
  type SliceIssue,
  type SlicePartial,
  type SourcePlan,
} from './types';

const MINUTE_MS = 60_000;
const BLOCK_BYTES = 1 << 20;
const SAMPLE_CHARS = 80;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A plan that this reader does not serve. */
export class RollupError extends Error {
  override name = 'RollupError';
}

interface Cells {
  rows: number;
  sum: Float64Array;
  min: Float64Array;
  max: Float64Array;
  count: Uint32Array;
}

type Reading = { value: number | null } | { reason: IssueReason };

function readingOf(column: ColumnPlan, decimal: '.' | ',', text: string): Reading {
  const cell = text.trim();
  if (cell === '') return { value: null };
  if (column.kind === 'boolean') {
    const word = cell.toLowerCase();
    if (column.trueWords.includes(word)) return { value: 1 };
    return column.falseWords.includes(word) ? { value: 0 } : { reason: 'not a boolean' };
  }
  const number = decimal === ',' ? cell.replace(',', '.') : cell;
  if (!NUMBER.test(number)) return { reason: 'not a number' };
  const value = Number(number);
  return Number.isFinite(value) ? { value } : { reason: 'not finite' };
}

function rowTime(plan: SourcePlan): (cells: string[]) => number | null {
  const { time } = plan;
  if (time.kind === 'row-number')
    throw new RollupError('rows without time cannot be rolled up by this reader');
  if (plan.zone !== 'UTC' && !plan.zoneInFile)
    throw new RollupError(`zone "${plan.zone}" is not applied by this reader`);
  const read: ReadTime = timeReader(time.format);
  if (time.kind === 'column') return (cells) => read(cells[time.column] ?? '');
  return (cells) => read(`${cells[time.dateColumn] ?? ''} ${cells[time.timeColumn] ?? ''}`);
}

/** Counts by column and reason; keeps the first case of each. */
class Issues {
  readonly #byKey = new Map<string, SliceIssue>();

  add(column: number, reason: IssueReason, line: number, text: string, rejectsRow: boolean): void {
    const key = `${column} ${reason} ${rejectsRow}`;
    const known = this.#byKey.get(key);
    if (known) known.count++;
    else {
      const sample = text.slice(0, SAMPLE_CHARS);
      this.#byKey.set(key, { column, reason, count: 1, firstLine: line, sample, rejectsRow });
    }
  }

  list(): SliceIssue[] {
    return [...this.#byKey.values()];
  }
}

/** The sparse index: a block ends with the row that fills it to a MB. Offsets count bytes of the source. */
class Index {
  readonly blocks: IndexBlock[] = [];
  #open: IndexBlock | null = null;
  constructor(readonly slice: Slice) {}

  add(start: number, end: number, ms: number): void {
    this.#open ??= { source: this.slice.source, start, end, minMs: ms, maxMs: ms };
    const block = this.#open;
    block.end = end;
    block.minMs = Math.min(block.minMs, ms);
    block.maxMs = Math.max(block.maxMs, ms);
    if (end - block.start >= BLOCK_BYTES) this.close();
  }

  close(): void {
    if (this.#open) this.blocks.push(this.#open);
    this.#open = null;
  }
}

function emptyMinute(tags: number): Cells {
  return {
    rows: 0,
    sum: new Float64Array(tags),
    min: new Float64Array(tags),
    max: new Float64Array(tags),
    count: new Uint32Array(tags),
  };
}

function addReading(minute: Cells, tag: number, value: number): void {
  const first = minute.count[tag]++ === 0;
  minute.sum[tag] += value;
  if (first || value < minute.min[tag]) minute.min[tag] = value;
  if (first || value > minute.max[tag]) minute.max[tag] = value;
}

function flatten(minutes: Map<number, Cells>, tags: number) {
  const keys = Int32Array.from([...minutes.keys()].sort((a, b) => a - b));
  const rows = new Uint32Array(keys.length);
  const [sum, min, max] = [0, 0, 0].map(() => new Float64Array(keys.length * tags));
  const count = new Uint32Array(keys.length * tags);
  keys.forEach((key, at) => {
    const cells = minutes.get(key);
    if (!cells) return;
    rows[at] = cells.rows;
    sum.set(cells.sum, at * tags);
    min.set(cells.min, at * tags);
    max.set(cells.max, at * tags);
    count.set(cells.count, at * tags);
  });
  return { minutes: keys, rows, sum, min, max, count };
}

/** Lines of a slice with the byte range of each, line end included. Only for encodings in which LF is one byte. */
function* linesOf(bytes: Uint8Array, decoder: TextDecoder) {
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found + 1;
    yield { text: decoder.decode(bytes.subarray(start, end)).replace(/[\r\n\0]+$/, ''), start, end };
    start = end;
  }
}

/**
 * Roll one slice up to partial minutes in plain TypeScript: slow and exact. It tells which line, column and
 * text was not used, which read_csv cannot, and so serves the slices that read_csv refuses.
 * A row with a readable time is used, even when cells are missing or bad; those are counted.
 * @param bytes the slice's bytes; the slice starts and ends at line ends
 * @throws RollupError for UTF-16, lone CR, rows without time, and a zone other than UTC
 */
export function rollUpText(slice: Slice, plan: SourcePlan, bytes: Uint8Array): SlicePartial {
  const { dialect } = plan;
  if (dialect.encoding.startsWith('utf-16'))
    throw new RollupError(`encoding ${dialect.encoding} is not read by slices`);
  if (dialect.lineEnd === '\r') throw new RollupError('lone CR line ends are not read by slices');
  const tags = tagColumns(plan);
  const timeOf = rowTime(plan);
  const minutes = new Map<number, Cells>();
  const issues = new Issues();
  const index = new Index(slice);
  const totals = { lines: 0, rowsRead: 0, rowsUsed: 0, rowsRejected: 0, cellsRejected: 0 };

  for (const { text, start, end } of linesOf(bytes, new TextDecoder(dialect.encoding))) {
    const line = totals.lines++;
    if (text.trim() === '') continue;
    totals.rowsRead++;
    const cells = splitCells(text, dialect);
    const ms = timeOf(cells);
    if (ms === null) {
      totals.rowsRejected++;
      issues.add(-1, 'time not readable', line, text, true);
      continue;
    }
    totals.rowsUsed++;
    index.add(slice.start + start, slice.start + end, ms);
    if (cells.length < plan.columns.length) issues.add(-1, 'too few cells', line, text, false);
    if (cells.slice(plan.columns.length).some((cell) => cell.trim() !== '')) {
      issues.add(-1, 'too many cells', line, text, false);
    }
    const key = Math.floor(ms / MINUTE_MS);
    const minute = minutes.get(key) ?? emptyMinute(tags.length);
    minutes.set(key, minute);
    minute.rows++;
    tags.forEach((column, tag) => {
      const reading = readingOf(column, dialect.decimal, cells[column.index] ?? '');
      if ('reason' in reading) {
        totals.cellsRejected++;
        issues.add(column.index, reading.reason, line, cells[column.index], false);
      } else if (reading.value !== null) addReading(minute, tag, reading.value);
    });
  }
  index.close();
  return {
    slice,
    ...flatten(minutes, tags.length),
    ...totals,
    issues: issues.list(),
    index: index.blocks,
    path: 'text',
  };
}
