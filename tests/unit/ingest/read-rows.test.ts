import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRows } from '$lib/ingest/read-rows';
import { cellReader } from '$lib/ingest/reading';
import { splitCells } from '$lib/ingest/cells';
import type { ColumnKind, ColumnPlan, Dialect, SourcePlan } from '$lib/ingest/types';

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
const dialect: Dialect = {
  encoding: 'utf-8',
  bomBytes: 0,
  delimiter: ';',
  quote: '"',
  decimal: ',',
  lineEnd: '\n',
};
const plan: SourcePlan = {
  fileName: 'case.csv',
  sizeBytes: 0,
  dialect,
  dataStart: 0,
  firstDataLine: 1,
  hasHeader: false,
  time: { kind: 'column', column: 1, format: { kind: 'iso' } },
  zone: 'UTC',
  zoneInFile: false,
  columns: [column(0, 'number'), column(1, 'time'), column(2, 'boolean'), column(3, 'number')],
  preview: [],
  firstTimeMs: null,
  lastTimeMs: null,
  estimatedRows: 0,
  warnings: [],
};
const [number, , boolean, last] = plan.columns;
const read = (
  text: string,
  columns: (ColumnPlan | null)[],
  range: { fromMs: number; toMs: number } | null = null,
  of = plan,
) => {
  const bytes = new TextEncoder().encode(text);
  const slice = { source: 0, order: 0, start: 0, end: bytes.length };
  const { timesMs, columns: values } = readRows(slice, of, bytes, columns, range);
  return [[...timesMs], ...values.map((v) => [...v])];
};
const at = (second: number) => new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ');

test('wanted columns are read in the order asked for, by time, with duplicates kept', () => {
  const text = `1,5;${at(2)};t;7\r\n\r\n-2;${at(1)};f;8\n3;${at(2)};t\nx;no time;t;9\n`;
  expect(read(text, [last, number, null, boolean])).toEqual([
    [1000, 2000, 2000],
    [8, 7, NaN],
    [-2, 1.5, 3],
    [NaN, NaN, NaN],
    [0, 1, 1],
  ]);
});

test('a range keeps its start and leaves its end out', () => {
  const text = [1, 2, 3, 4].map((s) => `${s};${at(s)};t;0\n`).join('');
  expect(read(text, [number], { fromMs: 2000, toMs: 4000 })).toEqual([
    [2000, 3000],
    [2, 3],
  ]);
});

test('rows without a time column count from the first row of the slice', () => {
  const bytes = new TextEncoder().encode('1;;t;5\n2;;t;6\n');
  const numbered: SourcePlan = { ...plan, time: { kind: 'row-number', startMs: 1000, intervalMs: 10 } };
  const slice = { source: 0, order: 0, start: 100, end: 114, firstRow: 3 };
  expect([...readRows(slice, numbered, bytes, [number], null).timesMs]).toEqual([1030, 1040]);
});

test('the zone of the plan is applied', () => {
  const local = { ...plan, zone: 'Europe/Berlin' };
  expect(read('1;2024-07-01 12:00:00;t;0\n', [number], null, local)[0]).toEqual([Date.UTC(2024, 6, 1, 10)]);
});

test('any cell is read as the roll-up reads it', () => {
  const cell = fc.oneof(
    fc.double({ noNaN: true }).map((n) => String(n).replace('.', ',')),
    fc.integer().map(String),
    fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.nat(999999)).map(([a, b]) => `${a},${b}`),
    fc.constantFrom(
      '',
      ' ',
      '-',
      ',',
      ',5',
      '5,',
      '1,2,3',
      '+4',
      ' 7 ',
      '1e3',
      '1e999',
      '0x1',
      'NaN',
      '"2,5"',
      '-0',
      '00012',
      '123456789012345678',
      't',
      'ü',
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), (rows) => {
      const lines = rows.map(([a, b], i) => `${a};${at(i)};t;${b}`);
      const expected = [number, last].map((wanted) => {
        const reader = cellReader(wanted, dialect);
        return lines.map((line) => {
          const reading = reader(splitCells(line, dialect)[wanted.index]);
          return typeof reading === 'number' ? reading : Number.NaN;
        });
      });
      expect(read(`${lines.join('\n')}\n`, [number, last]).slice(1)).toEqual(expected);
    }),
  );
});
