import type { PlainBytes } from '$lib/ingest/lines';
import type { ColumnPlan } from '$lib/ingest/types';
import { wordTable } from './word-table';

const MARK_BYTES = 16;
const align = (bytes: number) => Math.ceil(bytes / 16) * 16;

/** Whether a tag's cells are read with their quality or their sentinels (assembly/marked.ts). */
export const isMarked = ({ quality, sentinels }: ColumnPlan): boolean =>
  quality !== undefined || (sentinels?.length ?? 0) > 0;

/**
 * For each tag 16 bytes (file column of its quality or -1, address of the quality's words, address and number of its
 * sentinels), then what they point to. Addresses are those of a table that stands at `base`.
 */
export function markTable(
  tags: readonly ColumnPlan[],
  encoding: PlainBytes['encoding'],
  base: number,
): Uint8Array {
  const words = tags.map(({ quality }) =>
    quality ? wordTable({ trueWords: [], falseWords: quality.badWords }, encoding) : new Uint8Array(),
  );
  const sentinels = tags.map(({ kind, sentinels: values }) =>
    Float64Array.from(kind === 'number' ? (values ?? []) : []),
  );
  const parts = [...words, ...sentinels.map((values) => new Uint8Array(values.buffer))];
  const starts = parts.reduce(
    (all, part, at) => [...all, all[at] + align(part.length)],
    [align(tags.length * MARK_BYTES)],
  );
  const table = new Uint8Array(starts[parts.length]);
  parts.forEach((part, at) => table.set(part, starts[at]));
  const view = new DataView(table.buffer);
  tags.forEach(({ quality }, tag) => {
    const at = tag * MARK_BYTES;
    view.setInt32(at, quality?.column ?? -1, true);
    view.setUint32(at + 4, base + starts[tag], true);
    view.setUint32(at + 8, base + starts[tags.length + tag], true);
    view.setInt32(at + 12, sentinels[tag].length, true);
  });
  return table;
}
