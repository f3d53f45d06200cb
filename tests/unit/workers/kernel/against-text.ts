import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { rollUpText } from '$lib/ingest/rollup-text';
import { scanSlice } from '$lib/ingest/scan';
import type { ColumnKind, ColumnPlan, Slice, SourcePlan, TimeRange } from '$lib/ingest/types';
import { buildKernel } from '../../../../scripts/build-kernel.mjs';
import { createKernel } from '../../../../workers/kernel/rollup-kernel';

await buildKernel();
/** The kernel, compiled once for all tests of a file. */
export const module = new WebAssembly.Module(readFileSync('workers/kernel/kernel.wasm'));
const kernel = createKernel(module);

export const bytesOf = (text: string) => new TextEncoder().encode(text);

export const column = (index: number, kind: ColumnKind, words: Partial<ColumnPlan> = {}): ColumnPlan => ({
  index,
  header: `c${index}`,
  tag: `c${index}`,
  kind,
  unit: '',
  canonical: null,
  confidence: 0,
  trueWords: ['t', 'true', 'on', 'läuft', '1'],
  falseWords: ['f', 'false', 'off', 'steht', '0'],
  ...words,
});

export const basePlan: SourcePlan = {
  fileName: 'case.csv',
  sizeBytes: 0,
  dialect: { encoding: 'utf-8', bomBytes: 0, delimiter: ',', quote: '"', decimal: '.', lineEnd: '\n' },
  dataStart: 0,
  firstDataLine: 1,
  hasHeader: false,
  time: { kind: 'column', column: 0, format: { kind: 'iso' } },
  zone: 'UTC',
  zoneInFile: false,
  columns: [column(0, 'time'), column(1, 'number'), column(2, 'boolean')],
  preview: [],
  firstTimeMs: null,
  lastTimeMs: null,
  estimatedRows: 0,
  warnings: [],
};

export const sliceOf = (bytes: Uint8Array, start = 0, firstRow = 0): Slice => ({
  source: 0,
  order: 0,
  start,
  end: start + bytes.length,
  firstRow,
});

/** Expect the kernel's partial to be the text reader's, to the last bit; returns it. */
export function expectSame(plan: SourcePlan, bytes: Uint8Array, range: TimeRange | null = null, start = 0) {
  const slice = sliceOf(bytes, start, 7);
  const partial = kernel.rollUp(slice, plan, bytes, range);
  const scan = scanSlice(slice, plan, bytes, range);
  const text = rollUpText(scan, plan);
  if (partial === null) {
    // The one refusal that data alone can bring about.
    expect(scan.timesMs.some((ms) => Math.abs(ms / 60_000) >= 2 ** 31)).toBe(true);
    return text;
  }
  expect({ ...partial, path: 'text' }).toEqual(text);
  return text;
}
