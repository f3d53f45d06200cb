import { actionsUntil, takenBack, type KeptAct, type KeptAction, type KeptUndo } from './acts';
import type { ConditionEvent } from './evaluate';
import { AlarmJournal } from './journal';
import type { AlarmNow, JournalEntry } from './journal-types';
import { occurrenceId, occurrencesOf, type Occurrence, type Stretch } from './occurrences';

/** What a record is made of. */
export interface RecordInput {
  /** Ids of the definitions. */
  alarms: readonly string[];
  /** Of an `AlarmEvaluator`, in order of time; those after `nowMs` do not count. */
  events: readonly ConditionEvent[];
  /** What people did; what they did after `nowMs` does not count. */
  actions: readonly KeptAction[];
  /** The moment that the record is of, in the plant's time, ms. */
  nowMs: number;
}

/** Alarms at a moment, with all that led there. */
export interface AlarmRecord {
  entries: readonly JournalEntry[];
  alarms: AlarmNow[];
  occurrences: Occurrence[];
  /** Acts that do not fit what happened, and why: the definitions, or what was done before them, were changed since. */
  leftOut: { action: KeptAction; reason: string }[];
}

/** Builds one record; an act on an earlier occurrence than the last marks that one only. */
class Builder {
  readonly journal: AlarmJournal;
  readonly leftOut: AlarmRecord['leftOut'] = [];
  readonly earlier: KeptAct[] = [];
  readonly #lastRaised = new Map<string, number>();
  readonly #entryOf = new Map<string, number>();

  constructor(alarms: readonly string[]) {
    this.journal = new AlarmJournal(alarms);
  }

  event(event: ConditionEvent): void {
    const { kind } = this.journal.condition(event);
    if (kind === 'recorded' && event.kind === 'raised') this.#lastRaised.set(event.alarm, event.atMs);
  }

  action(action: KeptAction): void {
    const reason = action.kind === 'act' ? this.#act(action) : this.#undo(action);
    if (reason !== null) this.leftOut.push({ action, reason });
  }

  #act(act: KeptAct): string | null {
    const { id, alarm, action, raisedMs } = act;
    if (action.kind === 'acknowledge') {
      this.earlier.push(act);
      const last = this.#lastRaised.get(alarm);
      // The life cycle knows the last occurrence only.
      if (last === undefined || !raisedMs.includes(last)) return null;
    }
    const recorded = this.journal.act(act);
    if (recorded.kind === 'refused') return recorded.reason;
    const entry = recorded.entries.findLast(({ what }) => what === action.kind);
    if (entry) this.#entryOf.set(id, entry.id);
    return null;
  }

  #undo({ act, atMs, by, note }: KeptUndo): string | null {
    const entry = this.#entryOf.get(act);
    if (entry === undefined) return null;
    const recorded = this.journal.undo({ entry, atMs, by, note });
    return recorded.kind === 'refused' ? recorded.reason : null;
  }
}

const worstOf = (event: ConditionEvent): number | null =>
  event.worst === undefined || Number.isNaN(event.worst) ? null : event.worst;

/** Start and worst value of each occurrence, by its id. */
function stretchesOf(events: readonly ConditionEvent[]): Map<string, Stretch> {
  const found = new Map<string, Stretch>();
  const open = new Map<string, Stretch>();
  for (const event of events) {
    if (event.kind === 'raised') {
      const stretch = { sinceMs: event.sinceMs, worst: null };
      open.set(event.alarm, stretch);
      found.set(occurrenceId(event.alarm, event.atMs), stretch);
    } else if (event.kind === 'returned') {
      const stretch = open.get(event.alarm);
      if (stretch) stretch.worst = worstOf(event);
    }
  }
  return found;
}

/** Acknowledgements of occurrences that were not the last when it was done. */
function markEarlier(occurrences: readonly Occurrence[], acts: readonly KeptAct[], gone: Set<string>): void {
  const byId = new Map(occurrences.map((one) => [one.id, one]));
  const lastOf = new Map(occurrences.map((one) => [one.alarm, one]));
  for (const { id, alarm, raisedMs, atMs, by, note } of acts) {
    if (gone.has(id)) continue;
    for (const ms of raisedMs) {
      const found = byId.get(occurrenceId(alarm, ms));
      if (!found?.annunciated || found === lastOf.get(alarm) || found.raisedMs > atMs) continue;
      found.acknowledged ??= { atMs, by, note };
    }
  }
}

/** The alarms at a moment: the same events and actions always make the same record. */
export function buildRecord({ alarms, events, actions, nowMs }: RecordInput): AlarmRecord {
  const builder = new Builder(alarms);
  const done = actionsUntil(actions, nowMs);
  let next = 0;
  const known = events.filter(({ atMs }) => atMs <= nowMs);
  for (const event of known) {
    while (next < done.length && done[next].atMs < event.atMs) builder.action(done[next++]);
    builder.event(event);
  }
  while (next < done.length) builder.action(done[next++]);
  builder.journal.tick(nowMs);
  const { entries, alarms: now } = builder.journal;
  const occurrences = occurrencesOf(entries, stretchesOf(known));
  markEarlier(occurrences, builder.earlier, takenBack(done));
  return { entries, alarms: now, occurrences, leftOut: builder.leftOut };
}
