import { explainEvent } from './cause/explain-event';
import type { PlantEvent, Severity } from './event-types';

/** One row of the old platform's table `anomalies`, under its column names. Times are ms since epoch. */
export interface AnomalyRow {
  /** When it began, and when it was found: its history was judged then. */
  timestamp: number;
  detected_at: number;
  anomaly_type: 'statistical' | 'rule-based';
  severity: Severity;
  confidence: number;
  system: string;
  /** The tag that was off most; null for gaps and the clock. */
  sensor: string | null;
  expected_value: number | null;
  actual_value: number | null;
  /** Actual less expected. */
  deviation: number | null;
  description: string;
  recommended_action: string;
  acknowledged: boolean;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  resolved: boolean;
  /** When it ended; null while it goes on at the end of the data. */
  resolved_at: number | null;
}

const UNKNOWN = 'No known cause fits: look at the tags in the order in which they left their band.';
const known = (value: number): number | null => (Number.isNaN(value) ? null : value);

/**
 * Events as rows of `anomalies`, one an event. Nothing is acknowledged: what a person adds is kept elsewhere.
 * @param canonical  canonical tag to tag, for the recommended action
 * @param detectedMs when the history was judged
 * @param endMs      end of the data: what lasts until then is not resolved
 */
export function anomalyRows(
  events: readonly PlantEvent[],
  canonical: Readonly<Record<string, string>>,
  detectedMs: number,
  endMs: number,
): AnomalyRow[] {
  return events.map((event) => {
    const { fromMs, toMs, kind, severity, confidence, system, tags, description } = event;
    const worst = tags.length === 0 ? null : tags.reduce((most, tag) => (tag.peak > most.peak ? tag : most));
    const resolved = toMs < endMs;
    return {
      ...{ timestamp: fromMs, detected_at: detectedMs, severity, confidence, system, description },
      anomaly_type: kind === 'off expectation' ? 'statistical' : 'rule-based',
      sensor: worst?.tag ?? null,
      expected_value: known(worst?.expected ?? NaN),
      actual_value: known(worst?.actual ?? NaN),
      deviation: known((worst?.actual ?? NaN) - (worst?.expected ?? NaN)),
      recommended_action: explainEvent(event, canonical).causes[0]?.action ?? UNKNOWN,
      ...{ acknowledged: false, acknowledged_at: null, acknowledged_by: null },
      ...{ resolved, resolved_at: resolved ? toMs : null },
    };
  });
}
