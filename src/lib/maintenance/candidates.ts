/** Components that other analyses point at: causes that anomalies name, classes that a fault classifier gives. */

import { isFault, stretchesOf, type ClassesOverTime } from '$lib/models/classes-over-time';
import type { ComponentId } from './components';

const DAY_MS = 86_400_000;
/** Days back from now in which a finding still counts. */
export const RECENT_DAYS = 14;

/** The component behind each kind of fault, by the names that causes and classes have. */
export const COMPONENT_OF_FAULT: Readonly<Record<string, ComponentId>> = {
  discharge_valve_leak: 'valves',
  oil_cooler_fouling: 'cooling',
  oil_filter_clogging: 'filter',
  motor_bearing_wear: 'bearings',
  suction_restriction: 'intake',
  blower_wear: 'impeller',
  inlet_filter_clogging: 'inlet filter',
  h2s_breakthrough: 'H2S bed',
};

/** Classes of the shipped classifier that are no machine's wear: process, stops, leaks and instruments. */
export const NO_WEAR: ReadonlySet<string> = new Set([
  ...['acidification', 'foaming', 'feed_interruption', 'air_ingress'],
  ...['blower_vfd_trip', 'estop', 'abort'],
  ...['sensor_drift', 'stuck_value', 'spikes', 'dropout', 'clock_jump'],
]);

/** A kind of fault that was named for a time, ms since epoch. */
export interface NamedFault {
  source: 'anomaly' | 'classifier';
  fault: string;
  /** Calibrated, 0 to 1; null for the cause of an anomaly. */
  probability: number | null;
  fromMs: number;
  toMs: number;
}

/** A component that was pointed at, and when last. */
export interface Candidate extends NamedFault {
  component: ComponentId;
}

/** Faults that the classifier is sure of, by stretches of its answers. */
export function classifiedFaults(over: ClassesOverTime): NamedFault[] {
  return stretchesOf(over)
    .filter(isFault)
    .map(({ name, share, fromMs, toMs }) => ({
      ...{ source: 'classifier' as const, fault: name, probability: share },
      ...{ fromMs, toMs },
    }));
}

/**
 * The last finding of each source on each component within two weeks before an instant. A candidate foretells nothing: its
 * card says it beside its own health.
 */
export function candidatesOf(named: readonly NamedFault[], nowMs: number): Candidate[] {
  const last = new Map<string, Candidate>();
  for (const one of named) {
    const component = COMPONENT_OF_FAULT[one.fault];
    if (component === undefined || one.fromMs >= nowMs || one.toMs < nowMs - RECENT_DAYS * DAY_MS) continue;
    const key = `${one.source} ${component}`;
    if (one.fromMs > (last.get(key)?.fromMs ?? -Infinity)) last.set(key, { ...one, component });
  }
  return [...last.values()];
}
