import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { createDuckDB, NODE_RUNTIME, VoidLogger, type DuckDBBindings } from '@duckdb/duckdb-wasm/blocking';
import { rollUpText } from '$lib/ingest/rollup-text';
import { tagColumns, type ColumnKind, type ColumnPlan, type SourcePlan } from '$lib/ingest/types';
import { readCsvObstacle, sliceRollup } from '$lib/sql/slice-rollup';

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

function query(sql: string, bytes: Uint8Array): (number | null)[][] {
  const connection = database.connect();
  database.registerFileBuffer('slice.csv', bytes);
  try {
    return connection
      .query(sql)
      .toArray()
      .map((row: Iterable<[string, unknown]>) => [...row].map(([, value]) => value as number | null));
  } finally {
    connection.close();
    database.dropFile('slice.csv');
  }
}

const row = (second: number) =>
  `${(second % 7) - 2},25;${new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ')};${second % 3 ? 't' : 'f'};note;${second % 5 ? `${second}` : ''}`;

test('read_csv and the text reader give the same minutes', () => {
  const bytes = new TextEncoder().encode(
    Array.from({ length: 500 }, (_, i) => row(1_700_000_000 + i)).join('\r\n'),
  );
  const expected = rollUpText({ source: 0, order: 0, start: 0, end: bytes.length }, plan, bytes);
  const rows = query(sliceRollup(plan, 'slice.csv', null), bytes);
  const tags = tagColumns(plan).length;
  expect(rows.map(([minute, n]) => [minute, n])).toEqual(
    [...expected.minutes].map((m, i) => [m, expected.rows[i]]),
  );
  rows.forEach((cells, at) => {
    for (let tag = 0; tag < tags; tag++) {
      const cell = at * tags + tag;
      expect(cells.slice(2 + tag * 4, 6 + tag * 4)).toEqual([
        expected.sum[cell],
        expected.min[cell],
        expected.max[cell],
        expected.count[cell],
      ]);
    }
  });
});

test('a range keeps its start and leaves its end out', () => {
  const bytes = new TextEncoder().encode([0, 1, 2, 3].map(row).join('\r\n'));
  expect(query(sliceRollup(plan, 'slice.csv', { fromMs: 1000, toMs: 3000 }), bytes)[0].slice(0, 2)).toEqual([
    0, 2,
  ]);
});

test('a cell that does not fit fails the slice, so that the text reader can count it', () => {
  const bytes = new TextEncoder().encode(`${row(0)}\r\nBad;1970-01-01 00:00:01;t;x;1\r\n`);
  expect(() => query(sliceRollup(plan, 'slice.csv', null), bytes)).toThrow('Bad');
});

test('plans that read_csv cannot serve say why', () => {
  expect(readCsvObstacle(plan)).toBeNull();
  const latin: SourcePlan = { ...plan, dialect: { ...plan.dialect, encoding: 'windows-1252' } };
  expect(readCsvObstacle(latin)).toBe('encoding windows-1252');
  const words = plan.columns.map((c) => (c.index === 2 ? { ...c, trueWords: ['on'] } : c));
  expect(readCsvObstacle({ ...plan, columns: words })).toBe('words of column column 2');
});
