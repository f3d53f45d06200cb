import type { Minutes } from './merge-minutes';

/**
 * The contract between planning (pure), the slice roll-ups (workers) and the writer.
 * A plan is plain data: it crosses worker boundaries and is kept with the dataset.
 */

/** How the bytes of a delimited text file become cells. */
export interface Dialect {
  encoding: 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';
  /** Byte-order mark length in bytes at the start of the file, 0 when there is none. */
  bomBytes: number;
  delimiter: ',' | ';' | '\t' | '|';
  quote: '"' | '';
  decimal: '.' | ',';
  /** Mark between groups of three digits (`1.234,5`), absent when numbers are not grouped. */
  thousands?: '.' | ',' | ' ' | "'";
  /** Line end found most often; `\r\n` and `\n` may be mixed and are read alike. */
  lineEnd: '\n' | '\r\n' | '\r';
}

/** How a cell of the time column is read. */
export type TimeFormat =
  /** `YYYY-MM-DD` then `T` or blank, `HH:MM[:SS[.,fraction]]`, optional `Z` or offset. */
  | { kind: 'iso' }
  /** Named parts in order, for instance `dd/MM/yyyy HH:mm:ss`; tokens yyyy yy MM MMM dd HH hh a mm ss; fractions after . or , always accepted. */
  | { kind: 'pattern'; pattern: string }
  /** A number since 1970-01-01T00:00Z. */
  | { kind: 'epoch'; unit: 's' | 'ms' }
  /** Days since 1899-12-30 (spreadsheets). */
  | { kind: 'excel' };

/** Where the time of a row comes from. */
export type TimeSource =
  | { kind: 'column'; column: number; format: TimeFormat }
  /** Date in one column, time of day in another; `format` reads `<date> <time>`. */
  | { kind: 'two-columns'; dateColumn: number; timeColumn: number; format: TimeFormat }
  /** No time in the file: row i is `startMs + i * intervalMs`. */
  | { kind: 'row-number'; startMs: number; intervalMs: number };

export type ColumnKind = 'number' | 'boolean' | 'text' | 'time' | 'empty';

/** One column of the file as understood. */
export interface ColumnPlan {
  /** Position in the file, 0-based. */
  index: number;
  /** Header text as written, trimmed; `column 3` when the file has none. */
  header: string;
  /** Name in SQL: lower case, [a-z0-9_], unique in the plan. Empty for time columns. */
  tag: string;
  kind: ColumnKind;
  /** Unit found in the header text or by the canonical tag, '' when unknown. */
  unit: string;
  /** Canonical tag proposed or chosen, null when unmapped. */
  canonical: string | null;
  /** Confidence 0..1 of the proposed mapping; 1 when a person chose it. */
  confidence: number;
  /** Cell texts that mean true and false, lower case and trimmed; only for booleans. */
  trueWords: string[];
  falseWords: string[];
}

export interface PlanWarning {
  severity: 'info' | 'warning' | 'error';
  /** What was found, in a sentence. */
  message: string;
  /** What the person can do, in a sentence; '' when nothing is needed. */
  advice: string;
}

/** Everything import needs to know of one file; made from its first and last few hundred kB. */
export interface SourcePlan {
  fileName: string;
  sizeBytes: number;
  dialect: Dialect;
  /** Byte offset of the first data row. */
  dataStart: number;
  /** 1-based line number of the first data row. */
  firstDataLine: number;
  hasHeader: boolean;
  time: TimeSource;
  /** IANA zone in which stamps without offset are read; 'UTC' unless a person chose. */
  zone: string;
  /** True when stamps carry their own offset, Z, or are epoch numbers: `zone` is then not used. */
  zoneInFile: boolean;
  columns: ColumnPlan[];
  /** First rows as cell texts, at most 20, for the preview. */
  preview: string[][];
  /** Time of the first and last readable row in ms since epoch, null when unreadable. */
  firstTimeMs: number | null;
  lastTimeMs: number | null;
  /** Rows in the file estimated from the mean row length of the sample. */
  estimatedRows: number;
  warnings: PlanWarning[];
}

/** A byte range [start, end) of a source, both ends at line ends. */
export interface Slice {
  source: number;
  /** Position in the order of all slices of the import. */
  order: number;
  start: number;
  end: number;
  /** Rows of the source before this slice; only for sources whose time is the row number. */
  firstRow?: number;
}

/** Restriction on rows; times in ms since epoch, from inclusive, to exclusive. */
export interface TimeRange {
  fromMs: number;
  toMs: number;
}

/** Why a cell or row was not used. */
export type IssueReason =
  | 'not a number'
  | 'not a boolean'
  | 'not finite'
  | 'time not readable'
  | 'too few cells'
  | 'too many cells'
  | 'text column';

export interface SliceIssue {
  /** File column, -1 for the whole row. */
  column: number;
  reason: IssueReason;
  count: number;
  /** 0-based line within the slice of the first case. */
  firstLine: number;
  /** Text of the first case, cut to 80 characters. */
  sample: string;
  /** True when the whole row was rejected, not just a cell. */
  rejectsRow: boolean;
}

/** About every MB of the export: where it starts and what time it spans. */
export interface IndexBlock {
  source: number;
  /** Byte offset of the block's first row, and of the byte after its last row. */
  start: number;
  end: number;
  /** Rows' times, ms since epoch UTC, both inclusive. */
  minMs: number;
  maxMs: number;
}

/**
 * Partial minutes of one slice, tags being the plan's number and boolean columns in file order. A minute may be
 * partial: the writer merges.
 */
export interface SlicePartial extends Minutes {
  slice: Slice;
  /** Lines in the slice, including blank ones; for line numbers of later slices. */
  lines: number;
  rowsRead: number;
  rowsUsed: number;
  rowsRejected: number;
  cellsRejected: number;
  issues: SliceIssue[];
  index: IndexBlock[];
  /** Which implementation served: DuckDB's read_csv, our own reader, or the byte kernel. */
  path: 'read_csv' | 'text' | 'kernel';
}

/** Columns that become tags, in file order. */
export function tagColumns(plan: Pick<SourcePlan, 'columns'>): ColumnPlan[] {
  return plan.columns.filter((c) => c.kind === 'number' || c.kind === 'boolean');
}
