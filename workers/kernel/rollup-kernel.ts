import { cutRowStart } from '$lib/ingest/cut-row';
import { plainBytes, type PlainBytes } from '$lib/ingest/lines';
import {
  tagColumns,
  type Slice,
  type SlicePartial,
  type SourcePlan,
  type TimeRange,
} from '$lib/ingest/types';
import type { KernelExports, KernelHost, KernelSetting } from './kernel-exports';
import type { KernelExtra } from './kernel-extra';
import { kernelSettings } from './kernel-settings';
import { lineChunks } from './line-chunks';
import {
  CHANGES_CAPACITY,
  layOut,
  sourceTables,
  writeTables,
  type MemoryLayout,
  type SourceTables,
} from './memory-layout';
import { readExtra } from './minute-records';
import { numberTables } from './number-tables';
import { sliceHost, sourceReaders, type SourceReaders } from './slice-host';
import { readPartial } from './slice-partial';

const PAGE_BYTES = 65_536;
const LF = 10;
/** Stays in a core's second-level cache from copying to reading. */
const CHUNK_BYTES = 256 * 1024;
/** Addresses stay below 2 GB, with room for the minutes. */
const MOST_BYTES = 1 << 30;

/** A slice's partial minutes by the kernel; `extra` where it was asked for. */
export interface KernelPartial extends SlicePartial {
  extra?: KernelExtra;
}

/** Rolls slices up by the byte kernel. */
export interface Kernel {
  /**
   * The same partial as `rollUpText` gives, sums to the last bit.
   * @param bytes the slice's bytes as in the file; not changed
   * @param range rows outside it (from inclusive, to exclusive) are left out; null for none
   * @returns null when the slice is beyond the kernel: a minute beyond 32 bits (from the year 6053 on), a slice of
   *   1 GB or more, more minutes than memory holds, or a plan whose columns are not in file order
   */
  rollUp(slice: Slice, plan: SourcePlan, bytes: Uint8Array, range: TimeRange | null): KernelPartial | null;
}

export interface KernelOptions {
  /** Note sums of squares, first and last values and state changes too; default false. */
  extra?: boolean;
}

interface Prepared {
  readers: SourceReaders;
  tables: SourceTables;
}

/** Make a kernel of kernel.wasm, compiled or as bytes. It keeps its memory from slice to slice. */
export function createKernel(
  source: WebAssembly.Module | BufferSource,
  { extra = false }: KernelOptions = {},
): Kernel {
  const module = source instanceof WebAssembly.Module ? source : new WebAssembly.Module(source);
  let host: KernelHost | null = null;
  const asked = (): KernelHost => {
    if (!host) throw new Error('kernel asks outside of a slice');
    return host;
  };
  const imports: KernelHost = {
    readStamp: (...question) => asked().readStamp(...question),
    readZone: (...question) => asked().readZone(...question),
    readNumber: (...question) => asked().readNumber(...question),
    readBoolean: (...question) => asked().readBoolean(...question),
    readRest: (...question) => asked().readRest(...question),
    holdsText: (...question) => asked().holdsText(...question),
    readName: (...question) => asked().readName(...question),
    findMinute: (...question) => asked().findMinute(...question),
    takeChanges: (...question) => asked().takeChanges(...question),
  };
  const instance = new WebAssembly.Instance(module, { host: { ...imports } });
  const kernel = instance.exports as unknown as KernelExports;
  const numbers = numberTables();
  let prepared: Prepared | null = null;

  /** Readers and tables of a source, kept while its slices come one after another. */
  function prepare(plan: SourcePlan, encoding: PlainBytes['encoding']): Prepared {
    if (prepared?.readers.plan === plan && prepared.readers.encoding === encoding) return prepared;
    const columns = tagColumns(plan);
    prepared = {
      readers: sourceReaders(plan, columns, encoding),
      tables: sourceTables(numbers, plan.columns, columns, encoding, plan.layout !== undefined),
    };
    return prepared;
  }

  return {
    rollUp(slice, plan, raw, range) {
      if (raw.length >= MOST_BYTES || !inFileOrder(plan)) return null;
      const plain = plainBytes(raw, plan.dialect);
      const { readers, tables } = prepare(plan, plain.encoding);
      const chunks = lineChunks(plain.bytes, CHUNK_BYTES);
      const longest = chunks.reduce((most, { start, end }) => Math.max(most, end - start), 0);
      const layout = layOut(kernel.heapBase.value, tables, plain.bytes.length, longest);
      if (!hold(kernel.memory, layout.records)) return null;
      writeTables(kernel.memory.buffer, layout, tables);
      configure(kernel, layout, {
        ...kernelSettings(plan, slice, range),
        tags: readers.columns.length,
        changesCapacity: CHANGES_CAPACITY,
        zoned: readers.zone ? 1 : 0,
        withExtra: extra ? 1 : 0,
      });
      readers.zone?.clock.restart(slice.fold);
      const answers = sliceHost(kernel, layout, plain.bytes, readers);
      host = answers;
      const cutStart = cutRowStart(plain.bytes, slice, plan);
      const served = readChunks(kernel, layout.input, plain.bytes, chunks, cutStart);
      host = null;
      if (!served) return null;
      const { partial, order } = readPartial(kernel, layout, slice, plain, readers);
      if (!extra) return partial;
      const cells = readExtra(kernel, layout.records, readers.columns.length, order);
      return { ...partial, extra: { ...cells, changes: answers.changes } };
    },
  };
}

/** Pass the slice through the kernel's memory, some lines at a time; false when it is beyond the kernel. */
function readChunks(
  kernel: KernelExports,
  input: number,
  bytes: Uint8Array,
  chunks: readonly { start: number; end: number }[],
  cutStart: number,
): boolean {
  kernel.begin();
  for (const { start, end } of chunks) {
    const memory = new Uint8Array(kernel.memory.buffer);
    const inputEnd = input + end - start;
    memory.set(bytes.subarray(start, end), input);
    memory[inputEnd] = LF;
    kernel.origin.value = input - start;
    kernel.inputEnd.value = inputEnd;
    kernel.cutRow.value = cutStart >= start && cutStart < end ? input + cutStart - start : 0;
    if (kernel.readLines() === 0) return false;
  }
  kernel.finish();
  return true;
}

function inFileOrder({ columns }: SourcePlan): boolean {
  return columns.every(({ index }, at) => index === at);
}

/** Grow memory to hold `bytes`; false when the engine refuses. */
function hold(memory: WebAssembly.Memory, bytes: number): boolean {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
  if (missing <= 0) return true;
  try {
    memory.grow(missing);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function configure(
  kernel: KernelExports,
  layout: MemoryLayout,
  settings: Partial<Record<KernelSetting, number>>,
): void {
  for (const [name, value] of Object.entries({ ...layout, ...settings }))
    if (typeof value === 'number') kernel[name as KernelSetting].value = value;
}
