import type { PlainBytes } from '$lib/ingest/lines';
import { linesBefore } from '$lib/ingest/quoted-lines';
import type { IndexBlock, Slice, SlicePartial } from '$lib/ingest/types';
import type { KernelExports } from './kernel-exports';
import { issueBytes, type MemoryLayout } from './memory-layout';
import { readMinutes } from './minute-records';
import type { SourceReaders } from './slice-host';
import { readIssues } from './slice-issues';

const BLOCK_BYTES = 24;

function readIndex(
  kernel: KernelExports,
  { blocks }: MemoryLayout,
  { source, start, end }: Slice,
  sameOffsets: boolean,
): IndexBlock[] {
  const view = new DataView(kernel.memory.buffer, blocks);
  const found = Array.from({ length: kernel.blockCount.value }, (_, index) => {
    const at = index * BLOCK_BYTES;
    return {
      source,
      start: start + view.getUint32(at, true),
      end: start + view.getUint32(at + 4, true),
      minMs: view.getFloat64(at + 8, true),
      maxMs: view.getFloat64(at + 16, true),
    };
  });
  if (sameOffsets || found.length === 0) return found;
  // Where offsets do not carry over (UTF-16), the slice is one block.
  const minMs = Math.min(...found.map((block) => block.minMs));
  const maxMs = Math.max(...found.map((block) => block.maxMs));
  return [{ source, start, end, minMs, maxMs }];
}

/** What the kernel found in the slice, and the order of its records (`readExtra`). */
export function readPartial(
  kernel: KernelExports,
  layout: MemoryLayout,
  slice: Slice,
  { bytes, sameOffsets, joined = new Uint32Array() }: PlainBytes,
  { plan, columns, text, encoding }: SourceReaders,
): { partial: SlicePartial; order: number[] } {
  const booleans = columns.map(({ kind }) => kind === 'boolean');
  const { minutes, order } = readMinutes(kernel, layout.records, booleans);
  const table = new DataView(kernel.memory.buffer, layout.issues, issueBytes(columns.length));
  const found = readIssues(table, bytes, columns, text, encoding, plan.layout?.valueColumn);
  const issues = found.map((issue) => ({
    ...issue,
    firstLine: issue.firstLine + linesBefore(joined, issue.firstLine),
  }));
  const [rowsRead, rowsUsed] = [kernel.rowsRead.value, kernel.rowsUsed.value];
  const partial: SlicePartial = {
    slice,
    ...minutes,
    lines: kernel.line.value + 1 + joined.length,
    rowsRead,
    rowsUsed,
    rowsRejected: rowsRead - rowsUsed,
    cellsRejected: issues.reduce((total, { column, count }) => (column < 0 ? total : total + count), 0),
    issues,
    index: readIndex(kernel, layout, slice, sameOffsets),
    path: 'kernel',
  };
  return { partial, order };
}
