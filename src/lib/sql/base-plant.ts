/** Statements on the sealed plant that a new version continues, attached read-only as `base`. */

import type { IndexBlock } from '$lib/ingest/types';
import { quoteIdentifier } from './identifiers';
import { booleansOf, numbersOf, textsOf, type Query } from './query';
import { measures, rollupColumn } from './schema';

/** Catalog of the plant that is continued. */
export const BASE = 'base';

const number = (column: string) => `CAST(${column} AS DOUBLE) AS ${column}`;
const time = (column: string) => `CAST(epoch_ms(${column}) AS DOUBLE) AS ${column}`;

/** A tag of the plant as its export declared it. */
export interface BaseTag {
  tag: string;
  header: string;
  canonical: string | null;
  confidence: number;
  unit: string;
  kind: 'number' | 'boolean';
}

/** Tags in their order. */
export const baseTagsQuery = (): Query<BaseTag[]> => ({
  sql: `SELECT tag, header, coalesce(canonical, '') AS canonical, confidence, unit, kind FROM ${BASE}.tags ORDER BY position`,
  params: [],
  decode(result) {
    const [header, canonical, unit, kind] = ['header', 'canonical', 'unit', 'kind'].map((name) =>
      textsOf(result, name),
    );
    const confidence = numbersOf(result, 'confidence');
    return textsOf(result, 'tag').map((tag, at) => ({
      tag,
      header: header[at],
      canonical: canonical[at] || null,
      confidence: confidence[at],
      unit: unit[at],
      kind: kind[at] === 'boolean' ? 'boolean' : 'number',
    }));
  },
});

/** A row of the plant's import_report; times in ms since epoch, NaN when no row had one. */
export interface BaseReport {
  name: string;
  bytes: number;
  lines: number;
  rowsRead: number;
  rowsUsed: number;
  rowsRejected: number;
  cellsRejected: number;
  firstMs: number;
  lastMs: number;
  slicesKernel: number;
  slicesReadCsv: number;
  slicesText: number;
}

const REPORT_NUMBERS = [
  ['bytes', 'bytes'],
  ['lines', 'lines'],
  ['rowsRead', 'rows_read'],
  ['rowsUsed', 'rows_used'],
  ['rowsRejected', 'rows_rejected'],
  ['cellsRejected', 'cells_rejected'],
  ['slicesKernel', 'slices_kernel'],
  ['slicesReadCsv', 'slices_read_csv'],
  ['slicesText', 'slices_text'],
] as const;

/** What was read of each export, in the order of the sources. */
export const baseReportQuery = (): Query<BaseReport[]> => ({
  sql: `SELECT name, ${REPORT_NUMBERS.map(([, column]) => number(column)).join(', ')}, ${time('first_time')}, ${time('last_time')} FROM ${BASE}.import_report ORDER BY source`,
  params: [],
  decode(result) {
    const [first, last] = [numbersOf(result, 'first_time'), numbersOf(result, 'last_time')];
    const counts = REPORT_NUMBERS.map(([key, column]) => [key, numbersOf(result, column)] as const);
    return textsOf(result, 'name').map((name, at) => {
      const row = Object.fromEntries(counts.map(([key, values]) => [key, values[at]]));
      return {
        ...(row as Omit<BaseReport, 'name' | 'firstMs' | 'lastMs'>),
        name,
        firstMs: first[at],
        lastMs: last[at],
      };
    });
  },
});

/** A row of the plant's import_issue; `column` is '' for whole rows, `firstLine` NaN where none was known. */
export interface BaseIssue {
  source: number;
  column: string;
  reason: string;
  rejectsRow: boolean;
  count: number;
  firstLine: number;
  sample: string;
}

/** What could not be used. */
export const baseIssuesQuery = (): Query<BaseIssue[]> => ({
  sql: `SELECT source, coalesce(column_name, '') AS column_name, reason, rejects_row, ${number('count')}, ${number('first_line')}, coalesce(sample, '') AS sample FROM ${BASE}.import_issue ORDER BY source`,
  params: [],
  decode(result) {
    const [source, count, firstLine] = ['source', 'count', 'first_line'].map((name) =>
      numbersOf(result, name),
    );
    const [reason, sample] = [textsOf(result, 'reason'), textsOf(result, 'sample')];
    const rejectsRow = booleansOf(result, 'rejects_row');
    return textsOf(result, 'column_name').map((column, at) => ({
      source: source[at],
      column,
      reason: reason[at],
      rejectsRow: rejectsRow[at],
      count: count[at],
      firstLine: firstLine[at],
      sample: sample[at],
    }));
  },
});

/** The sparse index, by source and place. */
export const baseIndexQuery = (): Query<IndexBlock[]> => ({
  sql: `SELECT source, ${number('start_byte')}, ${number('end_byte')}, ${time('min_time')}, ${time('max_time')} FROM ${BASE}.source_index ORDER BY source, start_byte`,
  params: [],
  decode(result) {
    const column = (name: string) => numbersOf(result, name);
    const [source, start, end] = [column('source'), column('start_byte'), column('end_byte')];
    const [minMs, maxMs] = [column('min_time'), column('max_time')];
    return Array.from(source, (_, at) => ({
      source: source[at],
      start: start[at],
      end: end[at],
      minMs: minMs[at],
      maxMs: maxMs[at],
    }));
  },
});

/** Plans of the sources as JSON, in their order. */
export const basePlansQuery = (): Query<string[]> => ({
  sql: `SELECT plan FROM ${BASE}.source_plan ORDER BY source`,
  params: [],
  decode: (result) => textsOf(result, 'plan'),
});

/** All minutes that hold rows, minutes since epoch, ascending. */
export const baseMinutesQuery = (): Query<Int32Array> => ({
  sql: `SELECT CAST(epoch_us(bucket) // 60000000 AS INTEGER) AS minute FROM ${BASE}.minute_rollup ORDER BY bucket`,
  params: [],
  decode: (result) => Int32Array.from(numbersOf(result, 'minute')),
});

/** Columns of `baseRollupQuery`: rows, then avg, min, max and count of each tag. NaN where a tag has no reading. */
export type BaseRollup = Float64Array[];

/** Minutes [from, to] of the roll-up, minutes since epoch, both inclusive, ascending. */
export const baseRollupQuery = (tags: readonly string[], from: number, to: number): Query<BaseRollup> => ({
  sql: `SELECT ${[
    'n',
    ...tags.flatMap((tag) => measures.map((measure) => quoteIdentifier(rollupColumn(tag, measure)))),
  ].join(
    ', ',
  )} FROM ${BASE}.minute_rollup WHERE bucket BETWEEN make_timestamp(${from}::BIGINT * 60000000) AND make_timestamp(${to}::BIGINT * 60000000) ORDER BY bucket`,
  params: [],
  decode: (result) =>
    result.columns.map((column) => {
      if (column.kind !== 'number')
        throw new RangeError(`column "${column.name}" holds ${column.kind}, not numbers`);
      return column.values;
    }),
});
