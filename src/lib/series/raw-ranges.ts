import type { IndexBlock } from '$lib/ingest/types';

/** Most bytes of exports that are read for one plot. */
export const MAX_RAW_BYTES = 64 * 1024 * 1024;
/** Blocks this close are read in one go: a seek costs more. */
const JOIN_BYTES = 256 * 1024;

/**
 * The byte ranges that hold the blocks, adjacent and near ones joined; in the order of source and place.
 * @param blocks sorted by source and start
 * @returns null when they add up to more than `maxBytes`
 */
export function rawRanges(blocks: readonly IndexBlock[], maxBytes = MAX_RAW_BYTES): IndexBlock[] | null {
  const ranges: IndexBlock[] = [];
  for (const block of blocks) {
    const last = ranges.at(-1);
    if (last?.source === block.source && block.start - last.end <= JOIN_BYTES) {
      last.end = Math.max(last.end, block.end);
      last.minMs = Math.min(last.minMs, block.minMs);
      last.maxMs = Math.max(last.maxMs, block.maxMs);
    } else ranges.push({ ...block });
  }
  const bytes = ranges.reduce((sum, range) => sum + range.end - range.start, 0);
  return bytes > maxBytes ? null : ranges;
}
