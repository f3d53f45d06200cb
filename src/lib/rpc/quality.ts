/** The quality worker's contract: minutes in, findings out, a tag at a time. */

import type { Remote } from 'comlink';
import type { TimelineReport } from '$lib/quality/timeline';
import type { Limits, TagFacts, TagReport, Timeline } from '$lib/quality/types';
import { connectWorker, type Connection } from './connect';

/** What holds for all tags. */
export interface QualitySetting {
  timeline: Timeline;
  /** 1 where the plant stands, same length as the timeline; null where that is not known. */
  resting: Uint8Array | null;
  /** IANA zone of the plant. */
  zone: string;
  /** Whether stamps may be local time without their offset. */
  local: boolean;
}

/** A tag's minutes, aligned to the timeline; null where they need not be looked at. */
export interface QualityValues {
  /** Means, lowest and highest readings; null for a state or what never changes. */
  values: { avg: Float64Array; min: Float64Array; max: Float64Array } | null;
  /** Readings in each minute; null when every row has one. */
  count: Float64Array | null;
}

export interface QualityApi {
  /** Judge the rows of all tags, and keep the setting for the tags that follow. */
  begin(setting: QualitySetting): TimelineReport;
  /** Judge one tag. @throws Error before `begin` */
  judge(facts: TagFacts, limits: Limits | null, values: QualityValues): TagReport;
}

/** Start a quality worker. */
export function connectQuality(): Connection<Remote<QualityApi>> {
  return connectWorker<QualityApi>(
    new Worker(new URL('../../../workers/quality/quality.worker.ts', import.meta.url), {
      type: 'module',
      name: 'quality',
    }),
  );
}
