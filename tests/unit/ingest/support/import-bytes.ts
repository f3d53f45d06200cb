import { readFileSync } from 'node:fs';
import { foldAt } from '$lib/ingest/fold-at';
import { emptyMinutes, mergeStaged, type Minutes } from '$lib/ingest/merge-minutes';
import { rollUpText } from '$lib/ingest/rollup-text';
import { scanSlice } from '$lib/ingest/scan';
import { cutSlices } from '$lib/ingest/slices';
import { sourceTotals, type SourceTotals } from '$lib/ingest/source-totals';
import { tagColumns, type Slice, type SlicePartial, type SourcePlan } from '$lib/ingest/types';
import { buildKernel } from '../../../../scripts/build-kernel.mjs';
import { createIngest } from '../../../../workers/ingest/ingest';
import { readSlices } from '../../../../workers/ingest/read-slices';
import { createKernel, type Kernel } from '../../../../workers/kernel/rollup-kernel';
import { collect } from '../../support/collect';

await buildKernel();
const module = new WebAssembly.Module(readFileSync('workers/kernel/kernel.wasm'));
const ownKernel = createKernel(module);

/** What an import makes of a file. */
export interface Imported {
  totals: SourceTotals;
  minutes: Minutes;
  tags: string[];
  paths: SlicePartial['path'][];
}

/** Slices' partials as the importer merges them. */
export function merged(plan: SourcePlan, partials: SlicePartial[]): Imported {
  const columns = tagColumns(plan);
  const tags = columns.map(({ tag }) => tag);
  const ordered = [...partials].sort((a, b) => a.slice.order - b.slice.order);
  const parts = ordered.map((part) => ({
    minutes: part.minutes,
    tagOf: tags.map((_, tag) => tag),
    read: (from: number, to: number): Minutes => ({
      minutes: part.minutes.subarray(from, to),
      rows: part.rows.subarray(from, to),
      sum: part.sum.subarray(from * tags.length, to * tags.length),
      min: part.min.subarray(from * tags.length, to * tags.length),
      max: part.max.subarray(from * tags.length, to * tags.length),
      count: part.count.subarray(from * tags.length, to * tags.length),
    }),
  }));
  const [minutes = emptyMinutes(0, tags.length)] = mergeStaged(parts, tags.length, 1 << 20);
  return {
    totals: sourceTotals(ordered, plan.firstDataLine),
    minutes,
    tags,
    paths: ordered.map(({ path }) => path),
  };
}

/** Through the importer's own slices and ingest worker, the kernel first. */
export async function importBytes(bytes: Uint8Array, plan: SourcePlan): Promise<Imported> {
  const noEngine = () => Promise.reject(new Error('this test has no DuckDB'));
  const request = {
    ...{ id: 'case', name: 'case', fingerprint: '', range: null, maxRows: null, workers: 1 },
    sources: [{ file: new File([bytes as Uint8Array<ArrayBuffer>], plan.fileName), plan }],
    ...{ reader: 'kernel', target: 'memory' },
  } as const;
  const partials: SlicePartial[] = [];
  const connect = () => ({ remote: createIngest(noEngine, async () => ownKernel), dispose: () => {} });
  const spans = [{ startByte: plan.dataStart, endByte: bytes.length }];
  await readSlices(request as never, spans, connect as never, async (partial) => void partials.push(partial));
  return merged(plan, partials);
}

/** In slices of about `targetBytes`, by the text reader or the kernel. */
export async function importSliced(
  bytes: Uint8Array,
  plan: SourcePlan,
  targetBytes: number,
  kernel: Kernel | null = null,
): Promise<Imported> {
  const read = async (start: number, end: number) => bytes.subarray(start, end);
  const partials: SlicePartial[] = [];
  let firstRow = 0;
  for (const { start, end } of await collect(
    cutSlices(read, plan.dialect, plan.dataStart, bytes.length, targetBytes),
  )) {
    const fold = await foldAt(read, plan, start, bytes.length);
    const slice: Slice = { source: 0, order: partials.length, start, end, firstRow, fold };
    const part = bytes.subarray(start, end);
    const partial =
      kernel?.rollUp(slice, plan, part, null) ?? rollUpText(scanSlice(slice, plan, part, null), plan);
    partials.push(partial);
    firstRow += partial.rowsRead;
  }
  return merged(plan, partials);
}

export { ownKernel as kernel };
