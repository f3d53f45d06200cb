import { anomalyRows } from '$lib/detect/anomaly-rows';
import { saveAnalysis, type ConnectAnalysis } from './analysis';
import type { KeptAnomalies } from './anomaly-types';

const MINUTE_MS = 60_000;
/** Raised when the same data and parameters would give other events. */
export const DETECT_VERSION = 'detect 2';

/**
 * Keep the events of a search as rows of `anomalies`. They are detected, in the plant's time, at the last minute that
 * was judged: a replay knows of them from then on.
 */
export async function saveAnomalyRows(
  fingerprint: string,
  { search, canonical, judgement, tookMs }: KeptAnomalies,
  connect?: ConnectAnalysis,
): Promise<void> {
  const { range } = search;
  const rows = anomalyRows(judgement.events, canonical, range.toMs - MINUTE_MS, range.toMs);
  const iso = (ms: number) => new Date(ms).toISOString();
  const parameters = {
    from: iso(range.fromMs),
    to: iso(range.toMs),
    false_alarms_per_day: search.falseAlarmsPerDay,
    healthy_from: iso(judgement.healthy.fromMs),
    healthy_to: iso(judgement.healthy.toMs),
    healthy_days: judgement.healthy.days,
    healthy_chosen: search.healthy ? search.healthy.name || 'by a person' : 'first quarter without odd days',
    taught: search.lessons?.length ?? 0,
    detectors: judgement.lanes.map(({ name }) => name),
    took_seconds: Math.round(tookMs / 1000),
  };
  await saveAnalysis(fingerprint, 'anomalies', rows, { version: DETECT_VERSION, parameters }, connect);
}
