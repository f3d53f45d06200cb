import { actionsUntil } from '$lib/alarms/acts';
import type { AlarmService } from '$lib/api/alarm-service';
import type { AlarmsState } from './alarms.svelte';

/** The open plant's alarms for the endpoints: what they show and do is what the pages show and do. */
export const alarmService = (state: AlarmsState): AlarmService => ({
  async seen() {
    if (state.evaluation.cancelled) state.evaluation.again();
    await state.evaluation.settled();
    const { error } = state.evaluation;
    if (error !== null) throw new Error(error.message);
    const { record, alarms, actions, nowMs } = state;
    return {
      occurrences: record.occurrences,
      judged: (alarm) => alarms?.judgedById.get(alarm),
      actions: actionsUntil(actions, nowMs),
    };
  },
  async act(target, action, by, note) {
    const { refused } = state.act([target], action, by, note);
    return refused[0]?.reason ?? null;
  },
});
