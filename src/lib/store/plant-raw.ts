import { tagColumns, type IndexBlock, type SourcePlan, type TimeRange } from '$lib/ingest/types';
import type { RawRequest } from '$lib/rpc/raw';
import { rawRanges } from '$lib/series/raw-ranges';
import type { SeriesData, SeriesRequest } from './plant-types';

export type RawMissing = NonNullable<SeriesData['rawMissing']>;

/** Rows further apart than so many sampling intervals are drawn apart. */
const GAP_INTERVALS = 3;

export const gapMs = (samplingIntervalSeconds: number): number =>
  samplingIntervalSeconds * 1000 * GAP_INTERVALS;

/**
 * What to read of the exports for a plot, or why they cannot be read.
 * @param blocks index blocks that overlap the range, by source and start
 * @param plans of the sources, in their order
 * @param files exports at hand, in the order of the sources
 */
export function planRaw(
  { tags, fromMs, toMs, widthPx }: SeriesRequest,
  blocks: readonly IndexBlock[],
  plans: readonly SourcePlan[],
  files: readonly (File | null)[],
  samplingIntervalSeconds: number,
): RawRequest | RawMissing {
  if (blocks.length === 0) return 'not kept';
  const wanted = new Set(tags);
  const serves = (plan: SourcePlan | undefined) => plan && tagColumns(plan).some((c) => wanted.has(c.tag));
  const ranges = rawRanges(blocks.filter((block) => serves(plans[block.source])));
  if (ranges === null) return 'too much';
  const sources: RawRequest['sources'] = [];
  for (const source of new Set(ranges.map((range) => range.source))) {
    const [file, plan] = [files[source] ?? null, plans[source]];
    if (file === null) return 'no file';
    if (file.size !== plan.sizeBytes) return 'file changed';
    sources.push({ file, plan, ranges: ranges.filter((range) => range.source === source) });
  }
  const range: TimeRange = { fromMs, toMs };
  return { sources, tags: [...tags], range, widthPx, gapMs: gapMs(samplingIntervalSeconds) };
}

/** Why the browser could not read an export; null when the error is of another kind. */
export function readFailure(error: unknown): RawMissing | null {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'permission';
  return name === 'NotReadableError' || name === 'NotFoundError' ? 'file changed' : null;
}
