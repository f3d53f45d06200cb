import { untrack } from 'svelte';
import { ALARM_PRIORITIES, type AlarmPriority } from '$lib/alarms/definition';
import type { AlarmsState } from './alarms.svelte';
import { beep, notify } from './alarm-sound';
import type { ReplayState } from './replay.svelte';

/** More than this at once is a jump of the clock, not a flood: it is told as one sum. */
const MOST_NAMES = 3;

/** Calls a person by sound and notification when an alarm annunciates while a replay plays. */
export class AlarmSignal {
  /** End of what was told, plant's time, ms; NaN while nothing plays. */
  #toldMs = Number.NaN;

  /** To be made while a component is set up. */
  constructor(alarms: AlarmsState, replay: ReplayState) {
    $effect(() => {
      const [playing, nowMs, { entries }] = [replay.playing, alarms.nowMs, alarms.record];
      if (!playing) this.#toldMs = Number.NaN;
      else untrack(() => this.#tell(alarms, nowMs, entries));
    });
  }

  #tell(alarms: AlarmsState, nowMs: number, entries: AlarmsState['record']['entries']): void {
    const fromMs = this.#toldMs;
    this.#toldMs = nowMs;
    // What stood when the replay began, or lies behind a step back, calls nobody.
    if (!(nowMs > fromMs)) return;
    const fresh = entries.filter(({ annunciates, atMs }) => annunciates && atMs > fromMs && atMs <= nowMs);
    if (fresh.length === 0) return;
    const definitions = fresh.flatMap(({ alarm }) => alarms.definition(alarm) ?? []);
    const priority = highest(definitions.map((one) => one.priority));
    if (priority === null) return;
    if (alarms.person.sound) beep(priority);
    if (alarms.person.notifications) notify(titleOf(definitions.map(({ name }) => name)), priority);
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
