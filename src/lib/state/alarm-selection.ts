import type { ActTarget } from './alarm-acts';
import type { AlarmRow } from './alarm-rows';

/** Nothing is selected. */
export const NONE: ReadonlySet<string> = new Set();

/** A selection with one more, or one less when it was there. */
export function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** A selection with these as well. */
export const withAll = (selected: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> =>
  new Set([...selected, ...ids]);

/** Rows by alarm, with the occurrences that an acknowledgement is about. */
export function targetsOf(rows: readonly AlarmRow[]): ActTarget[] {
  const byAlarm = new Map<string, number[]>();
  for (const { now, occurrence } of rows) {
    const raised = byAlarm.get(now.id) ?? [];
    byAlarm.set(now.id, raised);
    if (occurrence !== null) raised.push(occurrence.raisedMs);
  }
  return [...byAlarm].map(([alarm, raisedMs]) => ({ alarm, raisedMs }));
}

/** Rows that an acknowledgement would change. */
export const unacknowledged = (rows: readonly AlarmRow[]): AlarmRow[] =>
  rows.filter(({ status }) => status === 'unacknowledged' || status === 'returned');
