/** Components that other analyses point at: causes that anomalies name, classes that a fault classifier gives. */

import type { ComponentId } from './components';

const DAY_MS = 86_400_000;
/** Days back from now in which a finding still counts. */
const RECENT_DAYS = 14;

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

/** A kind of fault that was named for a time, ms since epoch. */
export interface NamedFault {
  fault: string;
  fromMs: number;
  toMs: number;
}

/** A component that was pointed at, and when last. */
export interface Candidate extends NamedFault {
  component: ComponentId;
}

/**
 * The last finding on each component within two weeks before an instant. A candidate foretells nothing: its card says it
 * beside its own health.
 */
export function candidatesOf(named: readonly NamedFault[], nowMs: number): Candidate[] {
  const last = new Map<ComponentId, Candidate>();
  for (const one of named) {
    const component = COMPONENT_OF_FAULT[one.fault];
    if (component === undefined || one.fromMs >= nowMs || one.toMs < nowMs - RECENT_DAYS * DAY_MS) continue;
    if (one.fromMs > (last.get(component)?.fromMs ?? -Infinity)) last.set(component, { ...one, component });
  }
  return [...last.values()];
}
