import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collect } from '../support/collect';
import { planSource } from '$lib/ingest/plan';
import { rollUpText } from '$lib/ingest/rollup-text';
import { scanSlice } from '$lib/ingest/scan';
import { cutSlices } from '$lib/ingest/slices';
import type { ColumnKind, ColumnPlan, SourcePlan, TimeRange } from '$lib/ingest/types';

const column = (index: number, header: string, kind: ColumnKind): ColumnPlan => ({
  index,
  header,
  tag: kind === 'time' ? '' : header,
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
  dialect: { encoding: 'utf-8', bomBytes: 0, delimiter: ',', quote: '"', decimal: '.', lineEnd: '\n' },
  dataStart: 0,
  firstDataLine: 1,
  hasHeader: false,
  time: { kind: 'column', column: 0, format: { kind: 'iso' } },
  zone: 'UTC',
  zoneInFile: false,
  columns: [column(0, 'time', 'time'), column(1, 'ch4', 'number'), column(2, 'run', 'boolean')],
  preview: [],
  firstTimeMs: null,
  lastTimeMs: null,
  estimatedRows: 0,
  warnings: [],
};
const rollBytes = (data: Uint8Array, over: SourcePlan, start = 0, range: TimeRange | null = null) =>
  rollUpText(scanSlice({ source: 0, order: 0, start, end: start + data.length }, over, data, range), over);
const bytes = (text: string) => new TextEncoder().encode(text);
const rollUp = (text: string, over: Partial<SourcePlan> = {}) => {
  const data = bytes(text);
  return rollBytes(data, { ...plan, ...over });
};

test('rows out of order are rolled up to their minutes', () => {
  const partial = rollUp('2024-01-01 00:01:00,3,t\n2024-01-01 00:00:59,-1,f\n2024-01-01 00:00:01,2, T\n');
  const first = Date.UTC(2024, 0, 1) / 60_000;
  expect([...partial.minutes]).toEqual([first, first + 1]);
  expect([...partial.rows]).toEqual([2, 1]);
  expect([...partial.sum]).toEqual([1, 1, 3, 1]);
  expect([...partial.min]).toEqual([-1, 0, 3, 1]);
  expect([...partial.max]).toEqual([2, 1, 3, 1]);
  expect([...partial.count]).toEqual([2, 2, 1, 1]);
});

test('what cannot be read is counted with line and sample, and good cells of the row are kept', () => {
  const partial = rollUp(
    '2024-01-01 00:00:00,Bad,t\n\nlater,1,t\n2024-01-01 00:00:01,1e999,t,9\n2024-01-01 00:00:02,5',
  );
  expect(partial).toMatchObject({ lines: 5, rowsRead: 4, rowsUsed: 3, rowsRejected: 1, cellsRejected: 2 });
  expect(partial.issues.map(({ column: at, reason, firstLine }) => [at, reason, firstLine])).toEqual([
    [1, 'not a number', 0],
    [-1, 'time not readable', 2],
    [-1, 'too many cells', 3],
    [1, 'not finite', 3],
    [-1, 'too few cells', 4],
  ]);
  expect([...partial.count]).toEqual([1, 2]);
});

test('decimal commas are read', () => {
  const dialect = { ...plan.dialect, delimiter: ';', decimal: ',' } as const;
  expect(rollUp('2024-01-01 00:00:00;73,61;t\r\n', { dialect }).sum[0]).toBe(73.61);
});

test('stamps without offset are read in the zone that was chosen', () => {
  const partial = rollUp('2024-07-01 02:00:00,1,t', { zone: 'Europe/Berlin' });
  expect(partial.minutes[0] * 60_000).toBe(Date.UTC(2024, 6, 1, 0, 0));
});

test('rows out of the range are left out, but their lines are counted', () => {
  const data = bytes('2024-01-01 00:00:00,1,t\n2024-01-01 00:01:00,2,t\n2024-01-01 00:02:00,3,t\n');
  const range = { fromMs: Date.UTC(2024, 0, 1, 0, 1), toMs: Date.UTC(2024, 0, 1, 0, 2) };
  const partial = rollBytes(data, plan, 0, range);
  expect(partial).toMatchObject({ lines: 3, rowsRead: 1, rowsUsed: 1 });
  expect([...partial.sum]).toEqual([2, 1]);
  expect(partial.index).toMatchObject([{ start: 24, end: 48 }]);
});

test('rows without a time column are counted from the first row of the slice', () => {
  const time = { kind: 'row-number', startMs: 0, intervalMs: 30_000 } as const;
  const data = bytes('x,1,t\n\nx,2,t\n');
  const over = { ...plan, time };
  const slice = { source: 0, order: 1, start: 0, end: data.length, firstRow: 3 };
  const partial = rollUpText(scanSlice(slice, over, data, null), over);
  expect([...partial.minutes]).toEqual([1, 2]);
});

test('UTF-16 and lone CR are read like any other text', () => {
  const text = '2024-01-01 00:00:00,1.5,t\r2024-01-01 00:00:01,2.5,f\r\0\0';
  const lone = rollUp(text, { dialect: { ...plan.dialect, lineEnd: '\r' } });
  expect([...lone.sum]).toEqual([4, 1]);
  const wide = new Uint8Array(Buffer.from(text.replaceAll('\r', '\n').replaceAll('\0', ''), 'utf16le'));
  const partial = rollBytes(wide, { ...plan, dialect: { ...plan.dialect, encoding: 'utf-16le' } }, 100);
  expect([...partial.sum]).toEqual([4, 1]);
  expect(partial.index).toMatchObject([{ start: 100, end: 100 + wide.length }]);
});

test('however a file is cut, the slices add up to the whole and the index covers every used row', async () => {
  const cell = fc.oneof(fc.integer({ min: -99, max: 99 }).map(String), fc.constantFrom('', 'Bad', '1.5'));
  const row = fc
    .tuple(fc.integer({ min: 0, max: 300 }), cell, fc.constantFrom('t', 'f', '?'))
    .map(([second, value, run]) => `${new Date(second * 1000).toISOString()},${value},${run}`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1 }),
      fc.integer({ min: 1, max: 400 }),
      async (rows, target) => {
        const data = bytes(rows.join('\n'));
        const ranges = await collect(
          cutSlices(async (start, end) => data.subarray(start, end), plan.dialect, 0, data.length, target),
        );
        const parts = ranges.map(({ start, end }) => rollBytes(data.subarray(start, end), plan, start));
        const whole = rollUp(rows.join('\n'));
        for (const key of ['lines', 'rowsRead', 'rowsUsed', 'rowsRejected', 'cellsRejected'] as const) {
          expect(parts.reduce((total, part) => total + part[key], 0)).toBe(whole[key]);
        }
        expect(whole.rowsRead).toBe(whole.rowsUsed + whole.rowsRejected);
        const sums = new Map<string, number>();
        for (const part of parts) {
          part.sum.forEach((value, at) => {
            const key = `${part.minutes[at >> 1]} ${at % 2}`;
            sums.set(key, (sums.get(key) ?? 0) + value);
          });
        }
        whole.sum.forEach((value, at) =>
          expect(sums.get(`${whole.minutes[at >> 1]} ${at % 2}`)).toBeCloseTo(value, 9),
        );
        const covered = parts
          .flatMap((part) => part.index)
          .reduce((total, block) => total + block.end - block.start, 0);
        expect(covered).toBe(data.length);
      },
    ),
  );
});

test('what stands in a column that held nothing in the sample is counted, and a piece from the middle shows it', () => {
  const row = (second: number, late: string) =>
    `2024-01-01 00:${String(second).padStart(2, '0')}:00,1,${late}\n`;
  const all = Array.from({ length: 60 }, (_, at) => row(at, at > 20 && at < 40 ? '7' : ''));
  const data = bytes(`t,a,late\n${all.join('')}`);
  const found = planSource({
    ...{ fileName: 'late.csv', sizeBytes: data.length },
    ...{ head: data.subarray(0, 300), tail: data.subarray(data.length - 300) },
  });
  expect(found.columns[2].kind).toBe('empty');
  const partial = rollBytes(data.subarray(found.dataStart), found);
  expect(partial.issues).toMatchObject([
    { column: -1, reason: 'column looked empty', count: 19, firstLine: 21 },
  ]);
  const piece = { start: 600, bytes: data.subarray(600, 800) };
  const seen = planSource({
    ...{ fileName: 'late.csv', sizeBytes: data.length, middle: [piece] },
    ...{ head: data.subarray(0, 300), tail: data.subarray(data.length - 300) },
  });
  expect(seen.columns[2].kind).toBe('number');
});
