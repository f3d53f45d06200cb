import type { JournalEntry } from './journal-types';

/** A stretch in which an alarm stood before the operator: its condition held and it was not hidden. */
export interface Standing {
  alarm: string;
  fromMs: number;
  /** End, ms; null while it still stands. */
  toMs: number | null;
}

const STANDS: ReadonlySet<string> = new Set(['unacknowledged', 'acknowledged']);

/** Stretches of standing alarms, in order of their ends, those that still stand last. */
export function standingOf(entries: readonly JournalEntry[]): Standing[] {
  const open = new Map<string, number>();
  const closed: Standing[] = [];
  for (const { alarm, atMs, to } of entries) {
    const fromMs = open.get(alarm);
    if (STANDS.has(to)) {
      if (fromMs === undefined) open.set(alarm, atMs);
    } else if (fromMs !== undefined) {
      closed.push({ alarm, fromMs, toMs: atMs });
      open.delete(alarm);
    }
  }
  return [...closed, ...[...open].map(([alarm, fromMs]) => ({ alarm, fromMs, toMs: null }))];
}
