import type { AlarmPriority } from '$lib/alarms/definition';
import type { OperatorAction } from '$lib/alarms/journal-types';
import type { TimeRange } from '$lib/ingest/types';
import type { Planned } from './alarm-acts';
import type { AlarmCommand } from './alarm-keys';
import { allRows, filteredRows, rowsShown, ALARM_SHOWS, type AlarmRow, type AlarmShow } from './alarm-rows';
import { NONE, targetsOf, toggled, unacknowledged, withAll } from './alarm-selection';
import type { AlarmsState } from './alarms.svelte';

const HOUR_MS = 3_600_000;
export const SHELVE_HOURS = [1, 8, 24, 168] as const;

/** The list of the Alarms page: what it shows, where its cursor stands, what is selected, what was done. */
export class AlarmsPage {
  show = $state<AlarmShow>('now');
  priorities = $state.raw<AlarmPriority[]>([]);
  text = $state('');
  /** Only alarms that touch the range at the top. */
  inRange = $state(false);
  note = $state('');
  shelveHours = $state<number>(SHELVE_HOURS[1]);
  /** What came of the last action, in words; '' before any. */
  said = $state('');
  /** Whether it was refused. */
  refused = $state(false);
  selected = $state.raw<ReadonlySet<string>>(NONE);

  #cursorId = $state<string | null>(null);
  #cursorAt = $state(0);
  readonly #alarms: AlarmsState;
  readonly #range: () => TimeRange | null;

  all = $derived.by(() => allRows(this.#alarms.record, this.#alarms.definition));
  /** How many rows each view has. */
  counts = $derived(
    Object.fromEntries(ALARM_SHOWS.map((show) => [show, rowsShown(this.all, show).length])) as Record<
      AlarmShow,
      number
    >,
  );
  rows = $derived.by(() => {
    const { show, priorities, text } = this;
    return filteredRows(this.all, { show, priorities, text, range: this.inRange ? this.#range() : null });
  });
  /** Place of the cursor; -1 in an empty list. It stays with its row, or else where it was. */
  cursor = $derived.by(() => {
    const at = this.rows.findIndex(({ id }) => id === this.#cursorId);
    return at >= 0 ? at : Math.min(this.#cursorAt, this.rows.length - 1);
  });
  current = $derived<AlarmRow | null>(this.rows[this.cursor] ?? null);
  /** What an action is about: the selection, else the row of the cursor. */
  about = $derived.by(() => {
    const chosen = this.rows.filter(({ id }) => this.selected.has(id));
    return chosen.length > 0 ? chosen : this.current ? [this.current] : [];
  });

  constructor(alarms: AlarmsState, range: () => TimeRange | null) {
    [this.#alarms, this.#range] = [alarms, range];
  }

  /** Put the cursor on a row. */
  moveTo(at: number, extend = false): void {
    const to = Math.max(0, Math.min(this.rows.length - 1, at));
    if (extend) {
      const [low, high] = [Math.min(this.cursor, to), Math.max(this.cursor, to)];
      const between = this.rows.slice(Math.max(0, low), high + 1).map(({ id }) => id);
      this.selected = withAll(this.selected, between);
    }
    [this.#cursorAt, this.#cursorId] = [to, this.rows[to]?.id ?? null];
  }

  toggle(id: string): void {
    this.selected = toggled(this.selected, id);
  }

  selectAll(): void {
    this.selected = withAll(
      NONE,
      this.rows.map(({ id }) => id),
    );
  }

  selectNone(): void {
    this.selected = NONE;
  }

  togglePriority(priority: AlarmPriority): void {
    const { priorities } = this;
    this.priorities = priorities.includes(priority)
      ? priorities.filter((other) => other !== priority)
      : [...priorities, priority];
  }

  /** Do what a key means. @returns false when it is for the page to do */
  command(command: AlarmCommand): boolean {
    switch (command.kind) {
      case 'move':
        this.moveTo(this.cursor + command.by, command.extend);
        return true;
      case 'edge':
        this.moveTo(command.to === 'first' ? 0 : this.rows.length - 1, command.extend);
        return true;
      case 'select':
        if (this.current) this.toggle(this.current.id);
        return true;
      case 'select all':
        this.selectAll();
        return true;
      case 'select none':
        this.selectNone();
        return true;
      case 'acknowledge':
        this.acknowledge();
        return true;
      case 'shelve':
        this.shelve();
        return true;
      case 'undo':
        this.undo();
        return true;
      case 'open':
        return false;
      default:
        return command satisfies never;
    }
  }

  acknowledge(): void {
    const rows = unacknowledged(this.about);
    if (rows.length === 0) this.#say('Nothing to acknowledge here.', true);
    else this.#act(rows, { kind: 'acknowledge' }, 'Acknowledged');
  }

  shelve(): void {
    const untilMs = this.#alarms.actingMs + this.shelveHours * HOUR_MS;
    this.#act(this.about, { kind: 'shelve', untilMs }, 'Shelved');
  }

  /** Suppress, take out of service, or take back one of these or a shelving. */
  change(kind: Exclude<OperatorAction['kind'], 'acknowledge' | 'shelve'>, words: string): void {
    this.#act(this.about, { kind }, words);
  }

  undo(): void {
    const by = this.#name();
    if (by === null) return;
    const { of, refused, actions } = this.#alarms.undo(by);
    if (of.length === 0) return this.#say('Nothing was done that could be taken back.', true);
    const kind = of[0].action.kind;
    this.#tell(`Took back (${kind})`, actions.length, refused);
  }

  #name(): string | null {
    const name = this.#alarms.person.name.trim();
    if (name !== '') return name;
    this.#say('Say who you are first: your name is kept with what you do.', true);
    return null;
  }

  #act(rows: readonly AlarmRow[], action: OperatorAction, words: string): void {
    const by = this.#name();
    if (by === null || rows.length === 0) return;
    const { actions, refused } = this.#alarms.act(targetsOf(rows), action, by, this.note.trim());
    if (actions.length > 0) [this.note, this.selected] = ['', NONE];
    this.#tell(words, actions.length, refused);
  }

  #tell(words: string, done: number, refused: Planned['refused']): void {
    const names = refused.map(
      ({ alarm, reason }) => `${this.#alarms.definition(alarm)?.name ?? alarm}: ${bare(reason, alarm)}`,
    );
    const did = done > 0 ? `${words}: ${done} ${done === 1 ? 'alarm' : 'alarms'}.` : '';
    const not = names.length > 0 ? `Not done: ${names.slice(0, 3).join('; ')}.` : '';
    this.#say([did, not].filter(Boolean).join(' '), done === 0);
  }

  #say(words: string, refused = false): void {
    [this.said, this.refused] = [words, refused];
  }
}

/** A reason without the id that it begins with. */
const bare = (reason: string, alarm: string): string => reason.replace(`${alarm}: `, '');
