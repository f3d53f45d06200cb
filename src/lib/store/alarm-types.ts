/** What is kept of a plant's alarms. */

import type { ConditionEvent } from '$lib/alarms/evaluate';

/** What was found in a plant's history by one set of definitions. */
export interface KeptEvaluation {
  /** All that the events depend on, as text: the same text, the same events. */
  key: string;
  /** In order of time. */
  events: ConditionEvent[];
  /** Minutes and alarms that were judged, and how long it took, ms. */
  minutes: number;
  alarms: number;
  tookMs: number;
}

/** How far an evaluation is. */
export interface AlarmProgress {
  /** 0 to 1. */
  fraction: number;
  /** What is being done, in words. */
  doing: string;
}

/** What a person chose for alarms in this browser. */
export interface AlarmPerson {
  /** Who acknowledges; '' when nobody was named yet. */
  name: string;
  sound: boolean;
  notifications: boolean;
}

export const NOBODY: AlarmPerson = { name: '', sound: false, notifications: false };
