import type { TimeRange } from '$lib/ingest/types';
import { formatView, type View } from './view-query';

/** A chart shows so much of a finding's length before and after it, and ten minutes at least. */
const AROUND = 0.5;
const LEAST_MS = 600_000;

/** A stretch with room around it to see what is before and after. */
export function withRoom({ fromMs, toMs }: TimeRange): TimeRange {
  const room = Math.max(LEAST_MS, AROUND * (toMs - fromMs));
  return { fromMs: Math.floor((fromMs - room) / 1000) * 1000, toMs: Math.ceil((toMs + room) / 1000) * 1000 };
}

/**
 * Query of Trends for a tag at a time; all else stays as the view has it.
 * @param tag null for the tags chosen already
 */
export function trendsQuery(view: View, tag: string | null, range: TimeRange): '' | `?${string}` {
  return formatView({ ...view, range: { kind: 'custom', ...range }, tags: tag === null ? view.tags : [tag] });
}
