import { expect, test } from 'vitest';
import type { ColumnPlan, SourcePlan } from '$lib/ingest/types';
import { estimatePlantBytes, hasRoom, nameFromFile, workerCount } from '$lib/state/import-estimate';

const column = (index: number): ColumnPlan => ({
  index,
  header: `c${index}`,
  tag: `c${index}`,
  kind: 'number',
  unit: '',
  canonical: null,
  confidence: 0,
  trueWords: [],
  falseWords: [],
});

const DAY_MS = 86_400_000;
const plan: SourcePlan = {
  fileName: 'a.csv',
  sizeBytes: 1e9,
  dialect: { encoding: 'utf-8', bomBytes: 0, delimiter: ',', quote: '', decimal: '.', lineEnd: '\n' },
  dataStart: 0,
  firstDataLine: 2,
  hasHeader: true,
  time: { kind: 'column', column: 0, format: { kind: 'iso' } },
  zone: 'UTC',
  zoneInFile: false,
  columns: Array.from({ length: 94 }, (_, index) => column(index)),
  preview: [],
  firstTimeMs: 0,
  lastTimeMs: 251 * DAY_MS,
  estimatedRows: 251 * 86_400,
  warnings: [],
};

test('the reference plant of 17 GB needs about half a GB', () => {
  const bytes = estimatePlantBytes([plan], { kind: 'all' });
  expect(bytes).toBeGreaterThan(400e6);
  expect(bytes).toBeLessThan(700e6);
});

test('a day of it needs a 251st of the cells, a quick look less still', () => {
  const all = estimatePlantBytes([plan], { kind: 'all' }) - 4e6;
  const day = estimatePlantBytes([plan], { kind: 'range', fromMs: DAY_MS, toMs: 2 * DAY_MS }) - 4e6;
  expect(all / day).toBeCloseTo(251, -1);
  expect(estimatePlantBytes([plan], { kind: 'quick' })).toBeLessThan(8e6);
});

test('a range outside the export needs next to nothing', () => {
  const range = { kind: 'range' as const, fromMs: -2 * DAY_MS, toMs: -DAY_MS };
  expect(estimatePlantBytes([plan], range)).toBeLessThan(4.1e6);
});

test('there is room while the plant and a tenth fit', () => {
  expect(hasRoom(100, { usage: 0, quota: 110.1 })).toBe(true);
  expect(hasRoom(100, { usage: 5, quota: 110 })).toBe(false);
  expect(hasRoom(1e12, { usage: null, quota: null })).toBe(true);
});

test.each([
  ['', 2, 1],
  ['', 16, 8],
  ['', 1, 1],
  ['?workers=3', 2, 3],
  ['?workers=99', 2, 8],
  ['?workers=-1', 4, 3],
  ['?workers=many', 4, 3],
])('address %s on %d cores gives %d workers', (search, cores, workers) => {
  expect(workerCount(search, cores)).toBe(workers);
});

test('a plant is named after its file', () => {
  expect(nameFromFile('dut_complete.csv')).toBe('dut complete');
  expect(nameFromFile('.csv')).toBe('Plant');
  expect(nameFromFile('7.csv')).toBe('Plant 7');
});
