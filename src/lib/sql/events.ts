import type { Columns } from '$lib/rpc/database';
import type { Known } from '$lib/store/plant-types';
import type { Query } from './query';
import { rangeParams } from './time-range';

const rank = (column: string, order: readonly string[]) =>
  `CASE ${column} ${order.map((word, at) => `WHEN '${word}' THEN ${at}`).join(' ')} ELSE ${order.length} END`;

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export const PRIORITIES = ['urgent', 'high', 'medium', 'low'] as const;

/**
 * Rows of `anomalies` of a range: unresolved first, then by severity, then newest; at most 100.
 * @param severity only of it, null for all
 */
export function alertsQuery(
  { range, untilMs }: Known,
  severity: (typeof SEVERITIES)[number] | null,
): Query<Columns> {
  const ofSeverity = severity === null ? '' : ` AND severity = '${severity}'`;
  return {
    sql: `SELECT * FROM anomalies WHERE timestamp >= epoch_ms(CAST(? AS BIGINT)) AND timestamp < epoch_ms(CAST(? AS BIGINT)) AND coalesce(detected_at, timestamp) < epoch_ms(CAST(? AS BIGINT))${ofSeverity} ORDER BY coalesce(resolved, false), ${rank('severity', SEVERITIES)}, timestamp DESC LIMIT 100`,
    params: [...rangeParams(range), untilMs],
    decode: (result) => result,
  };
}

/** The row of `anomalies` with a number, as far as it is known; no row when there is none. */
export const anomalyQuery = ({ untilMs }: Known, id: number): Query<Columns> => ({
  sql: `SELECT * FROM anomalies WHERE id = CAST(? AS INTEGER) AND coalesce(detected_at, timestamp) < epoch_ms(CAST(? AS BIGINT))`,
  params: [id, untilMs],
  decode: (result) => result,
});

/** Rows of `maintenance_events` that are pending or scheduled, by priority, then predicted failure; at most 20. */
export const maintenanceQuery = ({ untilMs }: Known): Query<Columns> => ({
  sql: `SELECT * FROM maintenance_events WHERE status IN ('pending', 'scheduled') AND timestamp < epoch_ms(CAST(? AS BIGINT)) ORDER BY ${rank('priority', PRIORITIES)}, predicted_failure_time LIMIT 20`,
  params: [untilMs],
  decode: (result) => result,
});
