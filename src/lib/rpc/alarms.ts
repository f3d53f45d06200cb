/** The alarms worker's contract: definitions, then minutes, in; raises and returns out. One history a worker. */

import type { Remote } from 'comlink';
import type { AlarmDefinition } from '$lib/alarms/definition';
import type { ConditionEvent } from '$lib/alarms/evaluate';
import type { AlarmMinutes } from '$lib/alarms/minutes';
import { connectWorker, type Connection } from './connect';

export interface AlarmsApi {
  /** Begin a history, in place of the one before. @param definitions as `checkAlarms` found them valid */
  begin(definitions: AlarmDefinition[]): void;
  /**
   * Judge the minutes that follow; the columns are best transferred.
   * @returns events in order of time, then of the definitions
   * @throws AlarmMinutesError when the minutes do not follow those before; Error before `begin`
   */
  advance(minutes: AlarmMinutes): ConditionEvent[];
}

/** Start an alarms worker. Ending it cancels at once. */
export function connectAlarms(): Connection<Remote<AlarmsApi>> {
  return connectWorker<AlarmsApi>(
    new Worker(new URL('../../../workers/alarms/alarms.worker.ts', import.meta.url), {
      type: 'module',
      name: 'alarms',
    }),
  );
}
