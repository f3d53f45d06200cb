import type { EnergyCounted } from '$lib/api/energy';
import { bucketAt } from '$lib/plant/energy-buckets';
import type { CounterEvent } from '$lib/plant/counters-types';
import { formatDuration } from '$lib/series/format-time';

/** What is to be said of a bucket. */
export interface BucketNote {
  /** '' when there is nothing. */
  words: string;
  /** Whether its numbers are less certain for it. */
  unsure: boolean;
}

const MINUTE_MS = 60_000;
/** Gaps shorter than this are no news. */
const GAP_MS = 10 * MINUTE_MS;
const FAULTS: Partial<Record<CounterEvent['kind'], string>> = {
  spike: 'spike left out',
  jump: 'jump left out',
  'set back': 'counter set back',
};

/** Notes of each bucket: what part of it is in the period, gaps that end in it, faults of its counters. */
export function bucketNotes({ edges, range, counters }: EnergyCounted): BucketNote[] {
  const found = Array.from({ length: Math.max(0, edges.length - 1) }, () => new Set<string>());
  const unsure = new Set<number>();
  const add = (ms: number, words: string, doubt: boolean) => {
    const at = bucketAt(edges, ms);
    if (at < 0) return;
    found[at].add(words);
    if (doubt) unsure.add(at);
  };
  for (const { counted } of counters) {
    for (const { fromMs, toMs } of counted.gaps)
      if (toMs - fromMs > GAP_MS)
        add(toMs, `holds what was counted in a gap of ${formatDuration(toMs - fromMs)}`, true);
    for (const { kind, fromMs, toMs } of counted.events) {
      const fault = FAULTS[kind];
      if (fault) add(fromMs, fault, true);
      if (kind === 'dropout' && bucketAt(edges, fromMs) !== bucketAt(edges, toMs))
        add(toMs, `holds what was counted in a dropout of ${formatDuration(toMs - fromMs)}`, true);
    }
  }
  const last = found.length - 1;
  if (last >= 0 && range.fromMs > edges[0]) add(range.fromMs, 'begins before the period', false);
  if (last >= 0 && range.toMs < edges[last + 1]) add(edges[last], 'goes on after the period', false);
  return found.map((words, at) => ({ words: [...words].join('; '), unsure: unsure.has(at) }));
}
