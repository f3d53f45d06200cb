import { takenBack, type KeptAction, type KeptAct } from '$lib/alarms/acts';
import type { AlarmDefinition, AlarmPriority } from '$lib/alarms/definition';
import { describeOccurrence, limitText, type AlarmWords } from '$lib/alarms/describe';
import type { Occurrence } from '$lib/alarms/occurrences';
import { formatDuration } from '$lib/series/format-time';
import { formatValue } from '$lib/series/format-value';
import type { SEVERITIES } from '$lib/sql/events';
import type { PlantInfo } from '$lib/store/plant-types';
import { finiteOrNull, isoOrNull } from './http';

type Severity = (typeof SEVERITIES)[number];

/** Priorities of alarms under the old platform's names. */
const SEVERITY: Record<AlarmPriority, Severity> = {
  urgent: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
};

/** A row of `/api/alerts`, under the old platform's names. Times are ISO 8601. */
export interface AlertRow {
  id: number | string;
  timestamp: string | null;
  severity: string | null;
  resolved: boolean;
  acknowledged: boolean;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  [more: string]: unknown;
}

const tagOf = (definition: AlarmDefinition): string | null =>
  definition.kind === 'anomaly' ? null : definition.tag;

/** What was expected and what was found: a limit and the worst value, or the two states. */
function figuresOf(definition: AlarmDefinition, found: number | null) {
  if (definition.kind === 'digital')
    return { limit: definition.abnormal ? 0 : 1, actual: definition.abnormal ? 1 : 0 };
  const limit = definition.kind === 'threshold' ? definition.limit : null;
  return { limit, actual: finiteOrNull(found ?? Number.NaN) };
}

function wordsOf(unit: string): AlarmWords {
  return {
    value: (value) => formatValue(value, unit),
    limit: (value) => limitText(value, unit),
    difference: (value) => limitText(value, unit),
    time: (ms) => isoOrNull(ms) ?? '',
    length: formatDuration,
  };
}

/** An occurrence of an alarm as a row. `timestamp` is when its condition began, `detected_at` when it was raised. */
export function alarmRow(occurrence: Occurrence, definition: AlarmDefinition, info: PlantInfo): AlertRow {
  const { id, raisedMs, sinceMs, returnedMs, value, worst, acknowledged } = occurrence;
  const sensor = tagOf(definition);
  const tag = info.tags.find((one) => one.tag === sensor);
  const { limit, actual } = figuresOf(definition, worst ?? value);
  return {
    id,
    timestamp: isoOrNull(sinceMs),
    detected_at: isoOrNull(raisedMs),
    anomaly_type: definition.kind === 'anomaly' ? 'statistical' : 'rule-based',
    severity: SEVERITY[definition.priority],
    // A rule holds or does not.
    confidence: definition.kind === 'anomaly' ? null : 1,
    system: tag?.group ?? null,
    sensor,
    expected_value: limit,
    actual_value: actual,
    deviation: limit === null || actual === null ? null : actual - limit,
    description: describeOccurrence(definition, occurrence, wordsOf(tag?.unit ?? '')),
    recommended_action: definition.response === '' ? null : definition.response,
    acknowledged: acknowledged !== null,
    acknowledged_at: acknowledged === null ? null : isoOrNull(acknowledged.atMs),
    acknowledged_by: acknowledged?.by ?? null,
    resolved: returnedMs !== null,
    resolved_at: returnedMs === null ? null : isoOrNull(returnedMs),
  };
}

const sensorOf = (row: Record<string, unknown>) => String(row.sensor ?? row.system);

/** What an acknowledgement of a row of `anomalies` is kept under: another search gives it another number. */
export const anomalyKey = (row: Record<string, unknown>): string =>
  `anomaly ${String(row.timestamp)} ${sensorOf(row)}`;

/** How much earlier than a row's beginning it may have been acknowledged: another search finds other limits, and so other times. */
const EARLIER_MS = 30 * 60_000;

/** The act that acknowledges a row: of the same sensor, while the row lasts or shortly before. */
function actOn(row: Record<string, unknown>, acts: readonly KeptAct[]): KeptAct | undefined {
  const fromMs = Date.parse(String(row.timestamp)) - EARLIER_MS;
  const toMs = row.resolved_at
    ? Date.parse(String(row.resolved_at))
    : row.resolved
      ? fromMs + EARLIER_MS
      : Infinity;
  return acts.find(({ alarm }) => {
    const [, time = '', sensor] = /^anomaly (\S+) (.+)$/.exec(alarm) ?? [];
    const ms = Date.parse(time);
    return sensor === sensorOf(row) && ms >= fromMs && ms <= toMs;
  });
}

/** Rows of `anomalies` with what people acknowledged, in this search or an earlier one. */
export function withAcknowledgements(
  rows: readonly Record<string, unknown>[],
  actions: readonly KeptAction[],
): AlertRow[] {
  const gone = takenBack(actions);
  const acts = actions.filter((one): one is KeptAct => one.kind === 'act' && !gone.has(one.id));
  const byKey = new Map(acts.map((one) => [one.alarm, one]));
  return rows.map((row) => {
    const act = byKey.get(anomalyKey(row)) ?? actOn(row, acts);
    const said = {
      acknowledged: true,
      acknowledged_at: isoOrNull(act?.atMs ?? NaN),
      acknowledged_by: act?.by,
    };
    return { ...row, ...(act === undefined ? {} : said) } as AlertRow;
  });
}

/** Unresolved first, then by severity, then newest; at most so many. */
export function inOrder(rows: readonly AlertRow[], severities: readonly string[], most: number): AlertRow[] {
  const rank = ({ severity }: AlertRow) => {
    const at = severities.indexOf(severity ?? '');
    return at < 0 ? severities.length : at;
  };
  const newest = (a: AlertRow, b: AlertRow) => (b.timestamp ?? '').localeCompare(a.timestamp ?? '');
  return [...rows]
    .sort((a, b) => Number(a.resolved) - Number(b.resolved) || rank(a) - rank(b) || newest(a, b))
    .slice(0, most);
}
