import type { KeptAction } from '$lib/alarms/acts';
import type { AlarmDefinition } from '$lib/alarms/definition';
import type { OperatorAction } from '$lib/alarms/journal-types';
import type { Occurrence } from '$lib/alarms/occurrences';

/** Alarms at the moment that the pages see, as the endpoints need them. */
export interface AlarmsSeen {
  occurrences: readonly Occurrence[];
  /** As it is judged: over the plant's own tags, in recorded units; undefined for one that is gone. */
  judged(alarm: string): AlarmDefinition | undefined;
  /** What people did, up to that moment. */
  actions: readonly KeptAction[];
}

/** The alarms of the open plant, with what can be done to them. */
export interface AlarmService {
  /** Resolves when all history was judged. @throws Error when it could not be */
  seen(): Promise<AlarmsSeen>;
  /** Do something to one alarm and keep it. @returns why it was refused, null when it was done */
  act(
    target: { alarm: string; raisedMs: number[] },
    action: OperatorAction,
    by: string,
    note: string,
  ): Promise<string | null>;
}
