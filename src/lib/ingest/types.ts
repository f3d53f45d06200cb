import type { ParquetLayout } from '$lib/sources/parquet-layout';
import type { Minutes } from './merge-minutes';
import type { PlanQuestion } from './plan-question';

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
  /** True when quoted cells of the sample hold line ends; only then is a row looked for across lines. */
  quotedLineEnds?: boolean;
}

/** How a cell of the time column is read. */
export type TimeFormat =
  /** `YYYY-MM-DD` then `T` or blank, `HH:MM[:SS[.,fraction]]`, optional `Z` or offset. */
  | { kind: 'iso' }
  /** Named parts in order, for instance `dd/MM/yyyy HH:mm:ss`; tokens yyyy yy MM MMM dd HH hh a mm ss; fractions after . or , always accepted. */
  | { kind: 'pattern'; pattern: string }
  /** A number since 1970-01-01T00:00Z. */
  | { kind: 'epoch'; unit: 's' | 'ms' | 'us' | 'ns' }
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
  /** Numbers that stand for "no value": such readings are counted and left out. Absent: none. */
  sentinels?: number[];
  /** Where the quality of this column's readings stands. Absent: nowhere, or not used. */
  quality?: QualityColumn;
}

/** A column that says of each reading whether it is good. */
export interface QualityColumn {
  /** File column of the quality. */
  column: number;
  /** Cell texts that mean bad, lower case and trimmed; everything else is good. */
  badWords: string[];
}

/**
 * One row for each tag and time, as WinCC archives and historians are exported. The tags stand behind the file's own
 * columns in `SourcePlan.columns`: their `index` is not a position in the file, their `header` is the tag's name.
 */
export interface LongLayout {
  nameColumn: number;
  valueColumn: number;
  /** Columns of the file; `columns[width]` is the first tag. */
  width: number;
}

/** How the rows follow each other, from the sample. */
export interface RowPace {
  /** Median step between neighbouring rows, ms, 0 or more. */
  stepMs: number;
  /** True when the newest row comes first. */
  newestFirst: boolean;
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
  /** Absent for the usual layout: one row for each time, one column for each tag. */
  layout?: LongLayout;
  /** True when the last row is cut off: the export was still being written. */
  cutRow?: boolean;
  /** Absent when no time can be read. */
  pace?: RowPace;
  /** Of Parquet files: how rows are reached; offsets are then rows times `rowBytes`. Absent for text. */
  parquet?: ParquetLayout;
  /** What a person may want to decide; absent in plans kept by older versions. */
  questions?: PlanQuestion[];
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
  /** Which of the two the slice begins in, where it begins in an hour that occurs twice; absent: as the pace says. */
  fold?: Fold;
}

/** An hour that occurs twice: 0 its first occurrence, 1 its second (PEP 495). */
export type Fold = 0 | 1;

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
  | 'text column'
  /** A number that was said to stand for "no value". */
  | 'marks no value'
  /** Its quality column says that the reading is bad. */
  | 'quality is bad'
  /** A cell that holds something, in a column that held nothing in the sample. */
  | 'column looked empty'
  /** The file's last row, which was still being written. */
  | 'row is cut off'
  /** Long layout: a row that is no reading, such as $RT_OFF$. */
  | 'not a reading'
  /** Long layout: a tag that the sample did not show. */
  | 'tag not known';

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
  /** Which implementation served: DuckDB's read_csv, our own reader, the byte kernel, or columns of a Parquet file. */
  path: 'read_csv' | 'text' | 'kernel' | 'columns';
}

/** Columns that become tags, in file order. */
export function tagColumns(plan: Pick<SourcePlan, 'columns'>): ColumnPlan[] {
  return plan.columns.filter((c) => c.kind === 'number' || c.kind === 'boolean');
}

/** Columns of the file itself: without the tags of a long layout. */
export const fileWidth = ({ columns, layout }: Pick<SourcePlan, 'columns' | 'layout'>): number =>
  layout?.width ?? columns.length;
