/** Foretold failures as rows of `maintenance_events`. */

import { ACTIONS, COMPONENTS, type ComponentId } from './components';
import type { ComponentHealth, MaintenanceJudgement } from './judge-types';
import type { RemainingLife } from './life-model';

const HOUR_MS = 3_600_000;
export const PRIORITIES = ['urgent', 'high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A failure foretold. */
export interface Prediction {
  component: ComponentId;
  machine: string;
  name: string;
  life: RemainingLife;
  /** Middle and 80 % interval of the failure, ms since epoch. */
  failureMs: number;
  earliestMs: number;
  latestMs: number;
  priority: Priority;
  action: string;
  downtimeHours: number;
}

/** How soon something must be done, by the early end of the interval: within two days, a week, two weeks. */
export function priorityOf({ lowHours }: Pick<RemainingLife, 'lowHours'>): Priority {
  if (lowHours <= 48) return 'urgent';
  if (lowHours <= 168) return 'high';
  return lowHours <= 336 ? 'medium' : 'low';
}

function predictionOf(
  { id, machine, name, life }: ComponentHealth & { life: RemainingLife },
  nowMs: number,
  downtimes: Partial<Record<ComponentId, number>>,
): Prediction {
  return {
    component: id,
    machine,
    name,
    life,
    failureMs: nowMs + life.hours * HOUR_MS,
    earliestMs: nowMs + life.lowHours * HOUR_MS,
    latestMs: nowMs + life.highHours * HOUR_MS,
    priority: priorityOf(life),
    action: ACTIONS[id],
    downtimeHours: downtimes[id] ?? COMPONENTS[id].downtimeHours,
  };
}

/** Order of a list of work: by priority, then by time. */
export const byUrgency = (
  a: { priority: Priority; failureMs: number },
  b: { priority: Priority; failureMs: number },
): number => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || a.failureMs - b.failureMs;

/**
 * Announced failures, the most urgent first.
 * @param downtimes hours that a person expects the work to take, by component
 */
export function predictionsOf(
  { components, nowMs }: Pick<MaintenanceJudgement, 'components' | 'nowMs'>,
  downtimes: Partial<Record<ComponentId, number>> = {},
): Prediction[] {
  return components
    .flatMap((component) => {
      const { life, announced } = component;
      return announced && life ? [predictionOf({ ...component, life }, nowMs, downtimes)] : [];
    })
    .sort(byUrgency);
}

/** A row of `maintenance_events` without its id; times in ms since epoch. */
export interface MaintenanceRow {
  timestamp: number | null;
  event_type: string | null;
  equipment: string | null;
  component: string | null;
  predicted_failure_time: number | null;
  confidence: number | null;
  remaining_useful_life_hours: number | null;
  description: string | null;
  priority: string | null;
  estimated_downtime_hours: number | null;
  status: string | null;
  scheduled_date: number | null;
  completed_date: number | null;
}

const minute = (ms: number) => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Predictions as rows; the interval and what to do stand in the description, for which the table has no columns. */
export function predictedRows(predictions: readonly Prediction[], nowMs: number): MaintenanceRow[] {
  return predictions.map((one) => ({
    timestamp: nowMs,
    event_type: 'predicted',
    equipment: one.machine,
    component: one.name,
    predicted_failure_time: Math.round(one.failureMs),
    confidence: one.life.confidence,
    remaining_useful_life_hours: one.life.hours,
    description: `80 % interval ${minute(one.earliestMs)} to ${minute(one.latestMs)}. ${one.action}`,
    priority: one.priority,
    estimated_downtime_hours: one.downtimeHours,
    status: 'pending',
    scheduled_date: null,
    completed_date: null,
  }));
}
