import type { ConditionEvent } from './evaluate';
import type { Act, AlarmNow, JournalEntry, JournalInput, Recorded, Undo } from './journal-types';
import { move, NORMAL, type Alarm, type AlarmAction } from './life-cycle';
import { undone, type Done } from './undone';

/** All the journal knows of one alarm. */
interface Kept {
  alarm: Alarm;
  known: boolean;
  sinceMs: number | null;
  /** What people did and have not taken back, oldest first. */
  done: Done[];
}

type Line = Partial<JournalEntry> & Pick<JournalEntry, 'alarm' | 'atMs' | 'what'>;

const refused = (reason: string): Recorded => ({ kind: 'refused', reason });
const numberOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/**
 * What happened to each alarm, and who did what about it: conditions from an `AlarmEvaluator` and actions of people, in order of
 * time. The end of shelving is recorded before whatever comes at or after it. The same inputs always make the same journal.
 */
export class AlarmJournal {
  readonly #kept = new Map<string, Kept>();
  readonly #entries: JournalEntry[] = [];
  readonly #inputs: JournalInput[] = [];
  /** Alarms that are shelved: the clock is asked at each input, and most never are. */
  readonly #shelved = new Set<string>();
  #lastMs = -Infinity;

  /** @param alarms ids of the definitions */
  constructor(alarms: Iterable<string>) {
    for (const id of alarms) this.#kept.set(id, { alarm: NORMAL, known: true, sinceMs: null, done: [] });
  }

  /** A journal made again from what it was made of; inputs that are refused are left out. */
  static from(alarms: Iterable<string>, inputs: readonly JournalInput[]): AlarmJournal {
    const journal = new AlarmJournal(alarms);
    for (const input of inputs) journal.take(input);
    return journal;
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** What to keep in order to make this journal again. */
  get inputs(): readonly JournalInput[] {
    return this.#inputs;
  }

  /** Every alarm as it is now, in order of the definitions. */
  get alarms(): AlarmNow[] {
    return [...this.#kept].map(([id, { alarm, known, sinceMs }]) => ({ id, ...alarm, known, sinceMs }));
  }

  /** Record one input; `refused` leaves the journal as it was, but for shelving that ended by then. */
  take(input: JournalInput): Recorded {
    switch (input.kind) {
      case 'condition':
        return this.condition(input.event);
      case 'act':
        return this.act(input.act);
      case 'undo':
        return this.undo(input.undo);
      default:
        return input satisfies never;
    }
  }

  /** Let the clock run to a time: shelving that ends by then is over. */
  tick(nowMs: number): JournalEntry[] {
    const before = this.#entries.length;
    const ending = [...this.#shelved]
      .flatMap((id) => {
        const untilMs = this.#kept.get(id)?.alarm.untilMs ?? null;
        return untilMs !== null && untilMs <= nowMs ? [{ id, untilMs }] : [];
      })
      .sort((one, other) => one.untilMs - other.untilMs);
    for (const { id, untilMs } of ending)
      this.#apply({ alarm: id, atMs: untilMs, what: 'expire' }, { kind: 'expire' });
    if (nowMs > this.#lastMs) this.#lastMs = nowMs;
    return this.#entries.slice(before);
  }

  /** Record what the evaluator found. */
  condition(event: ConditionEvent): Recorded {
    return this.#record({ kind: 'condition', event }, event.alarm, event.atMs, (kept) => {
      const line = { alarm: event.alarm, atMs: event.atMs, value: numberOrNull(event.value) };
      if (event.kind === 'raised') return this.#apply({ ...line, what: 'raise' }, { kind: 'raise' });
      if (event.kind === 'returned') return this.#apply({ ...line, what: 'return' }, { kind: 'return' });
      kept.known = event.kind === 'value back';
      this.#write({ ...line, what: event.kind }, kept.alarm, kept.alarm);
      return null;
    });
  }

  /** Record what a person did; refused when the state does not allow it or nobody's name is given. */
  act(act: Act): Recorded {
    const { alarm, action, atMs, by, note } = act;
    if (by.trim() === '') return refused('say who does it: the name is empty');
    return this.#record({ kind: 'act', act }, alarm, atMs, () =>
      this.#apply({ alarm, atMs, what: action.kind, by, note }, action),
    );
  }

  /** Take back the last action of a person on an alarm: the alarm is then as if it had not been done; the journal keeps both. */
  undo(undo: Undo): Recorded {
    const { entry: id, atMs, by, note } = undo;
    const entry = this.#entries.at(id);
    if (id < 0 || entry === undefined) return refused(`there is no entry ${id}`);
    if (by.trim() === '') return refused('say who does it: the name is empty');
    return this.#record({ kind: 'undo', undo }, entry.alarm, atMs, (kept) => {
      const last = kept.done.at(-1);
      if (last === undefined) return 'nobody did anything to it that could be taken back';
      if (last.entry !== id) return `only the last action can be taken back, which is entry ${last.entry}`;
      const before = kept.alarm;
      this.#move(entry.alarm, kept, undone(last, atMs));
      kept.done.pop();
      kept.done.at(-1)?.since.push(...last.since);
      this.#write({ alarm: entry.alarm, atMs, what: 'undo', by, note, undoes: id }, before, kept.alarm);
      if (before.state !== kept.alarm.state) kept.sinceMs = atMs;
      return null;
    });
  }

  /** Check time and alarm, end shelving that is over, then do; `work` says why not, or null. */
  #record(input: JournalInput, alarm: string, atMs: number, work: (kept: Kept) => string | null): Recorded {
    const kept = this.#kept.get(alarm);
    if (kept === undefined) return refused(`there is no alarm ${alarm}`);
    if (!Number.isFinite(atMs)) return refused(`${atMs} is not a time`);
    if (atMs < this.#lastMs)
      return refused(
        `${new Date(atMs).toISOString()} is before the last entry, ${new Date(this.#lastMs).toISOString()}`,
      );
    const before = this.#entries.length;
    this.tick(atMs);
    const reason = work(kept);
    if (reason !== null) return refused(`${alarm}: ${reason}`);
    this.#inputs.push(input);
    return { kind: 'recorded', entries: this.#entries.slice(before) };
  }

  #apply(line: Line, action: AlarmAction): string | null {
    const kept = this.#kept.get(line.alarm);
    if (kept === undefined) return 'it is not known';
    const moved = move(kept.alarm, action, line.atMs);
    if (moved.kind === 'refused') return moved.reason;
    if (typeof line.by === 'string')
      kept.done.push({ entry: this.#entries.length, before: kept.alarm, since: [] });
    else kept.done.at(-1)?.since.push({ action, atMs: line.atMs });
    const untilMs = action.kind === 'shelve' ? action.untilMs : null;
    this.#write({ ...line, annunciates: moved.annunciates, untilMs }, kept.alarm, moved.alarm);
    if (kept.alarm.state !== moved.alarm.state) kept.sinceMs = line.atMs;
    this.#move(line.alarm, kept, moved.alarm);
    return null;
  }

  #move(id: string, kept: Kept, alarm: Alarm): void {
    kept.alarm = alarm;
    if (alarm.untilMs === null) this.#shelved.delete(id);
    else this.#shelved.add(id);
  }

  #write(line: Line, from: Alarm, to: Alarm): void {
    this.#entries.push({
      annunciates: false,
      value: null,
      by: null,
      note: '',
      untilMs: null,
      undoes: null,
      ...line,
      id: this.#entries.length,
      from: from.state,
      to: to.state,
    });
  }
}
