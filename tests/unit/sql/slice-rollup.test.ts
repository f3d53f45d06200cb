import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { createDuckDB, NODE_RUNTIME, VoidLogger, type DuckDBBindings } from '@duckdb/duckdb-wasm/blocking';
import { rollUpText } from '$lib/ingest/rollup-text';
import { scanSlice } from '$lib/ingest/scan';
import type { ColumnKind, ColumnPlan, SourcePlan, TimeRange } from '$lib/ingest/types';
import { readCsvObstacle } from '$lib/sql/slice-rollup';
import { rollUpByReadCsv } from '../../../workers/ingest/read-csv';

const column = (index: number, kind: ColumnKind): ColumnPlan => ({
  index,
  header: `column ${index}`,
  tag: kind === 'time' ? '' : `column_${index}`,
  kind,
  unit: '',
  canonical: null,
  confidence: 0,
  trueWords: ['t'],
  falseWords: ['f'],
});

const plan: SourcePlan = {
  fileName: 'case.csv',
  sizeBytes: 0,
  dialect: { encoding: 'utf-8', bomBytes: 0, delimiter: ';', quote: '"', decimal: ',', lineEnd: '\r\n' },
  dataStart: 0,
  firstDataLine: 1,
  hasHeader: false,
  time: { kind: 'column', column: 1, format: { kind: 'iso' } },
  zone: 'UTC',
  zoneInFile: false,
  columns: [
    column(0, 'number'),
    column(1, 'time'),
    column(2, 'boolean'),
    column(3, 'text'),
    column(4, 'number'),
  ],
  preview: [],
  firstTimeMs: null,
  lastTimeMs: null,
  estimatedRows: 0,
  warnings: [],
};

let database: DuckDBBindings;
beforeAll(async () => {
  const dist = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'));
  const bundle = { mainModule: join(dist, 'duckdb-eh.wasm'), mainWorker: '' };
  database = await createDuckDB({ mvp: bundle, eh: bundle }, new VoidLogger(), NODE_RUNTIME);
  await database.instantiate(() => {});
});

const row = (second: number) =>
  `${(second % 7) - 2},25;${new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ')};${second % 3 ? 't' : 'f'};note;${second % 5 ? `${second}` : ''}`;

const scan = (text: string, over: SourcePlan, range: TimeRange | null = null) => {
  const bytes = new TextEncoder().encode(text);
  return scanSlice({ source: 0, order: 0, start: 0, end: bytes.length }, over, bytes, range);
};

/** Both readers on the same text, which must give the same partial but for its path. */
function expectSame(text: string, over: SourcePlan, range: TimeRange | null = null) {
  const scanned = scan(text, over, range);
  const byCsv = rollUpByReadCsv(database, scanned, over);
  expect(byCsv).toEqual({ ...rollUpText(scanned, over), path: 'read_csv' });
  return byCsv;
}

const lines = (count: number) => Array.from({ length: count }, (_, i) => row(1_700_000_000 + i));

test('read_csv and the text reader give the same minutes', () => {
  expect(expectSame(lines(500).join('\r\n'), plan)?.minutes).toHaveLength(9);
});

test('blank lines and rows out of the range are left out alike', () => {
  const range = { fromMs: 1_700_000_010_000, toMs: 1_700_000_100_000 };
  expect(expectSame(`\r\n${lines(200).join('\r\n\r\n')}`, plan, range)?.rowsRead).toBe(90);
});

test('any time format, zone and encoding is served, because the minute stands in the time cell', () => {
  const pattern: SourcePlan = {
    ...plan,
    zone: 'Europe/Berlin',
    time: { kind: 'column', column: 1, format: { kind: 'pattern', pattern: 'dd.MM.yyyy HH:mm:ss' } },
  };
  const text = '1,5;01.07.2024 02:00:00;t;note;2\n2,5;01.07.2024 02:00:59;f;note;3';
  expect(expectSame(text, pattern)?.minutes[0]).toBe(Date.UTC(2024, 6, 1) / 60_000);
  const latin = { ...plan, dialect: { ...plan.dialect, encoding: 'windows-1252' as const } };
  const bytes = Uint8Array.from('1;2024-01-01 00:00:00;t;\xb0C;2\n', (char) => char.charCodeAt(0));
  const scanned = scanSlice({ source: 0, order: 0, start: 0, end: bytes.length }, latin, bytes, null);
  expect(rollUpByReadCsv(database, scanned, latin)).toMatchObject({ rowsUsed: 1 });
});

test.each([
  ['a cell that is no number', 'Bad;1970-01-01 00:00:01;t;x;1'],
  ['a number that is not finite', 'NaN;1970-01-01 00:00:01;t;x;1'],
  ['a row with too few cells', '1;1970-01-01 00:00:01'],
  ['a row with too many cells', '1;1970-01-01 00:00:01;t;x;1;9'],
  ['a time that cannot be read', '1;yesterday, all day;t;x;1'],
])('%s leaves the slice to the text reader', (_name, bad) => {
  expect(rollUpByReadCsv(database, scan(`${row(0)}\r\n${bad}\r\n`, plan), plan)).toBeNull();
});

test('plans that read_csv cannot serve say why', () => {
  expect(readCsvObstacle(plan)).toBeNull();
  expect(readCsvObstacle({ ...plan, time: { kind: 'row-number', startMs: 0, intervalMs: 1000 } })).toBe(
    'no time column',
  );
  const words = plan.columns.map((c) => (c.index === 2 ? { ...c, trueWords: ['on'] } : c));
  expect(readCsvObstacle({ ...plan, columns: words })).toBe('words of column column 2');
});
