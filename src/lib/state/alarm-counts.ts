import { ALARM_PRIORITIES, type AlarmDefinition, type AlarmPriority } from '$lib/alarms/definition';
import type { AlarmNow } from '$lib/alarms/journal-types';

/** Alarms of one priority that call for somebody. */
export interface PriorityCount {
  priority: AlarmPriority;
  /** Not acknowledged, standing or returned. */
  unacknowledged: number;
  /** Acknowledged and still standing. */
  acknowledged: number;
}

/** Alarms now by priority, the most pressing first; those without any are left out. */
export function priorityCounts(
  alarms: readonly AlarmNow[],
  definition: (alarm: string) => AlarmDefinition | undefined,
): PriorityCount[] {
  return [...ALARM_PRIORITIES].reverse().flatMap((priority) => {
    const of = alarms.filter(({ id }) => definition(id)?.priority === priority);
    const unacknowledged = of.filter(
      ({ state }) => state === 'unacknowledged' || state === 'returned',
    ).length;
    const acknowledged = of.filter(({ state }) => state === 'acknowledged').length;
    return unacknowledged + acknowledged > 0 ? [{ priority, unacknowledged, acknowledged }] : [];
  });
}
