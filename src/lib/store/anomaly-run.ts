import { proxy, transfer } from 'comlink';
import { frameBuffers } from '$lib/detect/buffers';
import type { QualityMask } from '$lib/quality/mask';
import type { NotEnough } from '$lib/detect/types';
import { CANONICAL_TAGS } from '$lib/plant/tags';
import { connectDetect, type DetectApi } from '$lib/rpc/detect';
import { readFrame } from './anomaly-frame';
import { OUTSIDE_DETECTORS, scoreOutside, type OutsideDetector } from './anomaly-outside';
import type { AnomalyProgress, AnomalySearch, KeptAnomalies } from './anomaly-types';
import type { Plant } from './plant-types';

/** Share of a search that reading takes, for its progress. */
const READ_SHARE = 0.3;

const NOTHING_THERE: NotEnough = {
  kind: 'not-enough',
  reason: 'no readings',
  message: 'the plant has no data in the chosen time: choose another range, or all data',
};

/** How to follow and end a search, and what else it goes by. */
export interface SearchControl {
  signal?: AbortSignal;
  onprogress?: (progress: AnomalyProgress) => void;
  /** Readings that no score may see; all are seen when left out. */
  quality?: QualityMask;
  /** Models that score the plant in workers of their own. */
  outside?: readonly OutsideDetector[];
}

/** How the detect worker is reached; tests give the implementation without a worker. */
export type ConnectDetect = () => { remote: Pick<DetectApi, 'detect'>; dispose(): void };

/** Canonical tag to tag, as the mapping in force has it. */
export const canonicalOf = (plant: Pick<Plant, 'tagOf'>): Record<string, string> =>
  Object.fromEntries(
    CANONICAL_TAGS.flatMap(({ id }) => {
      const tag = plant.tagOf(id);
      return tag === null ? [] : [[id, tag]];
    }),
  );

/** What rejects once a signal is aborted: the worker is then ended, which no call of it survives. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason as Error);
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/**
 * Look for anomalies in an open plant: its minutes are read here and judged in a worker, which ends with the search.
 * @returns what was found, or why nothing can be judged
 * @throws AbortError when cancelled; WorkerError; what a query throws
 */
export async function runDetection(
  plant: Plant,
  search: AnomalySearch,
  { signal, onprogress, quality, outside = OUTSIDE_DETECTORS }: SearchControl = {},
  connect: ConnectDetect = connectDetect,
): Promise<KeptAnomalies | NotEnough> {
  if (!(search.range.toMs > search.range.fromMs)) return NOTHING_THERE;
  const began = performance.now();
  const canonical = canonicalOf(plant);
  const frame = await readFrame(plant, search.range, canonical, quality, signal, (share) =>
    onprogress?.({ fraction: share * READ_SHARE, doing: 'reading minutes' }),
  );
  const scores = await scoreOutside(plant, search, outside, signal);
  signal?.throwIfAborted();
  const { remote, dispose } = connect();
  try {
    const input = transfer(
      {
        ...{ frame, canonical, healthy: search.healthy ?? null, lessons: search.lessons, outside: scores },
        falseAlarmsPerDay: search.falseAlarmsPerDay,
      },
      frameBuffers(frame),
    );
    const told = proxy(({ fraction, doing }: AnomalyProgress) =>
      onprogress?.({ fraction: READ_SHARE + (1 - READ_SHARE) * fraction, doing }),
    );
    const found = await Promise.race([remote.detect(1, input, told), aborted(signal)]);
    if (found.kind === 'not-enough') return found;
    const tookMs = performance.now() - began;
    return { search, canonical, judgedMs: Date.now(), tookMs, judgement: found };
  } finally {
    dispose();
  }
}
