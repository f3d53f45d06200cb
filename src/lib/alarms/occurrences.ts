import type { AlarmState } from './life-cycle';
import type { JournalEntry } from './journal-types';

/** Who acknowledged, when (plant's time, ms) and why. */
export interface Acknowledged {
  atMs: number;
  by: string;
  note: string;
}

/** One time that an alarm was raised. */
export interface Occurrence {
  /** `alarm@raised`, see `occurrenceId`. */
  id: string;
  alarm: string;
  /** When it was raised, and the start of the stretch that led to it, ms. */
  raisedMs: number;
  sinceMs: number;
  /** When it returned to normal, ms; null while it stands. */
  returnedMs: number | null;
  /** Value when it was raised, and the worst until it returned; null where not known. */
  value: number | null;
  worst: number | null;
  /** False when nobody was called: it was shelved, suppressed or out of service all the time. */
  annunciated: boolean;
  acknowledged: Acknowledged | null;
}

/** What an occurrence is now. */
export type OccurrenceStatus = 'unacknowledged' | 'acknowledged' | 'returned' | 'closed' | 'hidden';

/** An id that stays the same as long as the alarm is raised at that time. */
export const occurrenceId = (alarm: string, raisedMs: number): string =>
  `${alarm}@${new Date(raisedMs).toISOString().replace('.000', '')}`;

/** An occurrence now: `returned` and `closed` are over, without and with an acknowledgement; `hidden` called nobody. */
export function statusOf({ annunciated, acknowledged, returnedMs }: Occurrence): OccurrenceStatus {
  if (!annunciated) return 'hidden';
  if (returnedMs === null) return acknowledged ? 'acknowledged' : 'unacknowledged';
  return acknowledged ? 'closed' : 'returned';
}

const HIDING: ReadonlySet<AlarmState> = new Set(['shelved', 'suppressed', 'out of service']);

/** When the stretch of a raise began and what was worst by its end, which a journal does not hold. */
export interface Stretch {
  sinceMs: number;
  worst: number | null;
}

function opened(entry: JournalEntry, stretch: Stretch | undefined): Occurrence {
  const { alarm, atMs, value, annunciates } = entry;
  return {
    id: occurrenceId(alarm, atMs),
    alarm,
    raisedMs: atMs,
    sinceMs: stretch?.sinceMs ?? atMs,
    returnedMs: null,
    value,
    worst: null,
    annunciated: annunciates,
    acknowledged: null,
  };
}

/** What an entry after the raise makes of the alarm's last occurrence. */
function followed(last: Occurrence, entry: JournalEntry, undone: JournalEntry | null): void {
  if (entry.what === 'return') last.returnedMs = entry.atMs;
  else if (entry.what === 'acknowledge')
    last.acknowledged = { atMs: entry.atMs, by: entry.by ?? '', note: entry.note };
  else if (entry.annunciates) [last.annunciated, last.acknowledged] = [true, null];
  if (undone === null) return;
  if (undone.what === 'acknowledge') last.acknowledged = null;
  // Taking back a shelving that hid the raise calls for an operator after all.
  if (HIDING.has(undone.to) && last.raisedMs > undone.atMs) last.annunciated = true;
}

/**
 * Every time that alarms were raised, by time.
 * @param entries   a whole journal
 * @param stretches by `occurrenceId`; the worst value counts from the return on
 */
export function occurrencesOf(
  entries: readonly JournalEntry[],
  stretches: ReadonlyMap<string, Stretch> = new Map(),
): Occurrence[] {
  const all: Occurrence[] = [];
  const lastOf = new Map<string, Occurrence>();
  for (const entry of entries) {
    if (entry.what === 'raise') {
      const next = opened(entry, stretches.get(occurrenceId(entry.alarm, entry.atMs)));
      all.push(next);
      lastOf.set(entry.alarm, next);
      continue;
    }
    const last = lastOf.get(entry.alarm);
    if (last === undefined) continue;
    followed(last, entry, entry.undoes === null ? null : entries[entry.undoes]);
    if (entry.what === 'return') last.worst = stretches.get(last.id)?.worst ?? null;
  }
  return all;
}
