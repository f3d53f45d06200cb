/** What is kept of a plant's anomalies. */

import type { TimeRange } from '$lib/ingest/types';
import type { Judgement } from '$lib/detect/detect-types';
import type { Lesson } from '$lib/detect/lessons';

/** A time in which a person says that the plant was healthy. */
export interface HealthyPeriod extends TimeRange {
  /** What they call it, '' for nothing. */
  name: string;
}

/** What a person asked for. */
export interface AnomalySearch {
  /** What to judge, ms since epoch; it is learnt from too. */
  range: TimeRange;
  /** False alarms that are put up with, events a day. */
  falseAlarmsPerDay: number;
  /** What is learnt from; null or missing for the first quarter (7 to 60 days) without its odd days. */
  healthy?: HealthyPeriod | null;
  /** What was taught by verdicts on events of earlier searches; missing for nothing. */
  lessons?: readonly Lesson[];
}

/** A judgement with what it was made by. */
export interface KeptAnomalies {
  search: AnomalySearch;
  /** Canonical tag to tag, as it was mapped then. */
  canonical: Record<string, string>;
  /** When it was made, ms since epoch, and how long it took. */
  judgedMs: number;
  tookMs: number;
  judgement: Judgement;
}

/** `real`: a fault or an abnormal state; `known`: real and intended, maintenance for example. */
export type Verdict = 'real' | 'not real' | 'known';

export const VERDICTS: readonly Verdict[] = ['real', 'not real', 'known'];

/** A person's verdict on an event, with what tells the event again after another search. */
export interface EventFeedback {
  verdict: Verdict;
  kind: string;
  fromMs: number;
  toMs: number;
  tags: string[];
  /** What each tag scored in it, in times of its limit; missing in verdicts given before 1.1. */
  scores?: { tag: string; score: number }[];
  /** When it was given, ms since epoch. */
  givenMs: number;
}

/** How far a search is. */
export interface AnomalyProgress {
  /** 0 to 1. */
  fraction: number;
  /** What is being done, in words. */
  doing: string;
}
