import type { ConditionEvent } from './evaluate';
import type { Alarm, AlarmAction, AlarmActionKind, AlarmState } from './life-cycle';

/** What a person or the design can do to an alarm. */
export type OperatorAction =
  | { kind: Exclude<AlarmActionKind, 'raise' | 'return' | 'expire' | 'shelve'> }
  | Extract<AlarmAction, { kind: 'shelve' }>;

/** An action with who did it, when and why. */
export interface Act {
  alarm: string;
  action: OperatorAction;
  /** When, ms; not before anything that the journal holds. */
  atMs: number;
  /** Who; never empty. */
  by: string;
  /** Why; may be empty. */
  note: string;
}

/** Taking back the last action of a person on an alarm. */
export interface Undo {
  /** `id` of the entry taken back. */
  entry: number;
  atMs: number;
  by: string;
  note: string;
}

/** All a journal is made of: kept as it came, so that the same inputs make the same journal. */
export type JournalInput =
  { kind: 'condition'; event: ConditionEvent } | { kind: 'act'; act: Act } | { kind: 'undo'; undo: Undo };

/** One line of the journal. Lines are only added. */
export interface JournalEntry {
  /** Place in the journal, from 0. */
  id: number;
  alarm: string;
  atMs: number;
  what: AlarmActionKind | 'no value' | 'value back' | 'undo';
  from: AlarmState;
  to: AlarmState;
  /** Whether it called for an operator. */
  annunciates: boolean;
  /** Value of the tag that raised or returned it; null where none belongs to it, NaN never. */
  value: number | null;
  /** Who; null for the process and the clock. */
  by: string | null;
  note: string;
  /** End of shelving, ms; null for anything else. */
  untilMs: number | null;
  /** Entry taken back; null for anything but `undo`. */
  undoes: number | null;
}

/** An alarm now, with the condition's knowledge. */
export interface AlarmNow extends Alarm {
  id: string;
  /** False while its condition cannot be judged for want of values. */
  known: boolean;
  /** Time of the entry that brought it into its state, ms; null for an alarm that never moved. */
  sinceMs: number | null;
}

/** What became of an input: the entries it made, or why there are none. */
export type Recorded = { kind: 'recorded'; entries: JournalEntry[] } | { kind: 'refused'; reason: string };
