import { untrack } from 'svelte';
import type { JournalEntry } from '$lib/alarms/journal-types';
import { ALARM_PRIORITIES, type AlarmPriority } from '$lib/alarms/definition';
import { AlarmNews } from './alarm-news';
import type { AlarmsState } from './alarms.svelte';
import { beep, notify } from './alarm-sound';
import type { FollowState } from './follow.svelte';
import type { PlantState } from './plant.svelte';
import type { ReplayState } from './replay.svelte';

/** More than this at once is a jump of the clock, not a flood: it is told as one sum. */
const MOST_NAMES = 3;

type Entries = readonly JournalEntry[];

/** Calls a person by sound and notification when an alarm annunciates while a replay plays or an export is followed. */
export class AlarmSignal {
  /** End of what was told of the replay, plant's time, ms; NaN while nothing plays. */
  #toldMs = Number.NaN;
  #news = new AlarmNews();
  #alarms: AlarmsState;

  /** To be made while a component is set up. */
  constructor(alarms: AlarmsState, replay: ReplayState, plant: PlantState, follow: FollowState) {
    this.#alarms = alarms;
    $effect(() => {
      const [playing, nowMs, { entries }] = [replay.playing, alarms.nowMs, alarms.record];
      if (!playing) this.#toldMs = Number.NaN;
      else untrack(() => this.#replayed(nowMs, entries));
    });
    $effect(() => {
      const followed = follow.status.kind === 'following' && !replay.active;
      const [endMs, { entries }, judged] = [plant.whole?.info.endMs, alarms.record, alarms.evaluation.done];
      if (!followed) this.#news.forget();
      // Between two plants, or while the longer one is judged, nothing is known.
      else if (endMs !== undefined && judged)
        untrack(() => this.#call(this.#news.take(entries, endMs), 'in what was just read'));
    });
  }

  #replayed(nowMs: number, entries: Entries): void {
    const fromMs = this.#toldMs;
    this.#toldMs = nowMs;
    // What stood when the replay began, or lies behind a step back, calls nobody.
    if (!(nowMs > fromMs)) return;
    const fresh = entries.filter(({ annunciates, atMs }) => annunciates && atMs > fromMs && atMs <= nowMs);
    this.#call(fresh, 'in a replay');
  }

  #call(fresh: Entries, where: string): void {
    const { person } = this.#alarms;
    const definitions = fresh.flatMap(({ alarm }) => this.#alarms.definition(alarm) ?? []);
    const priority = highest(definitions.map((one) => one.priority));
    if (priority === null) return;
    if (person.sound) beep(priority);
    if (person.notifications)
      void notify(titleOf(definitions.map(({ name }) => name)), `Priority ${priority}, ${where}`);
  }
}

const highest = (all: readonly AlarmPriority[]): AlarmPriority | null =>
  all.length === 0
    ? null
    : all.reduce((most, one) =>
        ALARM_PRIORITIES.indexOf(one) > ALARM_PRIORITIES.indexOf(most) ? one : most,
      );

function titleOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}
