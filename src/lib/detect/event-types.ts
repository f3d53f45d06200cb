import type { CheckName } from './checks/check';
import type { DetectorName, OutsideName } from './types';

/** As the old platform's table has it. */
export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** What an event rests on: tags that are off what the others say, or a check that failed. */
export type EventKind = 'off expectation' | CheckName;

/** One tag of an event. */
export interface EventTag {
  tag: string;
  /** When it left its normal band, ms since epoch. */
  onsetMs: number;
  /** When it came back, ms since epoch; the end of the data when it did not. */
  endMs: number;
  peakMs: number;
  /** Greatest ratio to its threshold, > 1. */
  peak: number;
  /** That threshold, in times of the limit learnt for the tag; 1 for checks. Missing in what was kept before 1.1. */
  threshold?: number;
  /** What it read at its peak, and what it should have read; NaN where a check says no such thing. */
  actual: number;
  expected: number;
  /** What a check found; empty for tags that are off expectation. */
  words: string;
}

/** A tag that moves with one of the event's when all is well. */
export interface RelatedTag {
  tag: string;
  /** The tag of the event. */
  to: string;
  /** Of the healthy period, -1 to 1. */
  correlation: number;
  /** Greatest ratio to its own limit during the event: below 1 it read as the others say it should. */
  peak: number;
}

/** A stretch in which the plant or an instrument was not as it is when healthy. */
export interface PlantEvent {
  fromMs: number;
  toMs: number;
  peakMs: number;
  kind: EventKind;
  severity: Severity;
  /** 1 - the chance that a healthy day would show as much, 0 to 1. */
  confidence: number;
  /** Part of the plant, as tags are grouped; `Export` for gaps and the clock. */
  system: string;
  /** By onset: the first is the first mover. Empty for gaps and the clock. */
  tags: EventTag[];
  /** Tags that are not in the event but move with its first ones when healthy, by falling correlation. */
  related?: RelatedTag[];
  /** Greatest surprise of each detector during the event: -log10 of the share of healthy steps that score as high. */
  detectors: { name: DetectorName | OutsideName; surprise: number }[];
  /** In words, with values. */
  description: string;
}
