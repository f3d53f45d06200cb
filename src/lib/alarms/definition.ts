/** A priority says how soon an operator must act; `urgent` is the few alarms above the standard's three. */
export const ALARM_PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
export type AlarmPriority = (typeof ALARM_PRIORITIES)[number];

export const THRESHOLD_LEVELS = ['high-high', 'high', 'low', 'low-low'] as const;
export type ThresholdLevel = (typeof THRESHOLD_LEVELS)[number];

/** Which figure of a minute is judged. */
export const MINUTE_READINGS = ['avg', 'min', 'max'] as const;
export type MinuteReading = (typeof MINUTE_READINGS)[number];

/** What a deviation is measured from. */
export type DeviationFrom =
  | { kind: 'value'; value: number }
  | { kind: 'tag'; tag: string }
  /** Mean of the tag's own last `minutes` judged readings; it stands still while the alarm is active. */
  | { kind: 'own mean'; minutes: number };

export interface AlarmBase {
  /** Unique in a plant. */
  id: string;
  name: string;
  priority: AlarmPriority;
  /** The condition must hold this long without a break before the alarm is raised, seconds, >= 0. */
  onDelaySeconds: number;
  /** Normal must hold this long without a break before the alarm returns, seconds, >= 0. */
  offDelaySeconds: number;
  /** Judged only in minutes in which this state tag is on throughout; else the condition does not hold. */
  whileOn: string | null;
  /** Where the limit comes from. */
  source: string;
  /** What to do about it; an alarm without an answer is none (ISA-18.2). Empty when nobody wrote it yet. */
  response: string;
}

/** An alarm that judges a number: how far back it must come before it counts as normal, in the unit of its limit. */
interface OfNumber {
  tag: string;
  reading: MinuteReading;
  unit: string;
  deadband: number;
}

/** Above (high, high-high) or below (low, low-low) a limit. */
export interface ThresholdAlarm extends AlarmBase, OfNumber {
  kind: 'threshold';
  level: ThresholdLevel;
  limit: number;
}

/** Off by more than `limit` from what is expected; in the tag's unit, or in percent of what is expected. */
export interface DeviationAlarm extends AlarmBase, OfNumber {
  kind: 'deviation';
  from: DeviationFrom;
  limit: number;
  percent: boolean;
}

/** Changed by more than `limit` against any reading of the last `windowMinutes`. */
export interface RateAlarm extends AlarmBase, OfNumber {
  kind: 'rate-of-change';
  direction: 'up' | 'down' | 'either';
  limit: number;
  windowMinutes: number;
}

/** A state tag that was in its abnormal state in any part of a minute. */
export interface DigitalAlarm extends AlarmBase {
  kind: 'digital';
  tag: string;
  abnormal: boolean;
}

/** A detector's score above its threshold. */
export interface AnomalyAlarm extends AlarmBase {
  kind: 'anomaly';
  detector: string;
  limit: number;
  deadband: number;
}

export type AlarmDefinition = ThresholdAlarm | DeviationAlarm | RateAlarm | DigitalAlarm | AnomalyAlarm;
export const ALARM_KINDS = ['threshold', 'deviation', 'rate-of-change', 'digital', 'anomaly'] as const;

/** True for the levels that alarm above their limit. */
export const isUpper = (level: ThresholdLevel): boolean => level === 'high' || level === 'high-high';

/** Key of a column of minutes in `AlarmMinutes`: `tag:reading`. */
export const columnKey = (tag: string, reading: MinuteReading): string => `${tag}:${reading}`;

/** Key of the column of a detector's scores. */
export const scoreKey = (detector: string): string => `score:${detector}`;

/** Keys of the columns that a definition is judged by. State tags are judged by the mean of 0 and 1. */
export function neededColumns(definition: AlarmDefinition): string[] {
  const gate = definition.whileOn === null ? [] : [columnKey(definition.whileOn, 'avg')];
  switch (definition.kind) {
    case 'anomaly':
      return [scoreKey(definition.detector), ...gate];
    case 'digital':
      return [columnKey(definition.tag, 'avg'), ...gate];
    case 'deviation': {
      const own = columnKey(definition.tag, definition.reading);
      const from = definition.from.kind === 'tag' ? [columnKey(definition.from.tag, 'avg')] : [];
      return [own, ...from, ...gate];
    }
    case 'threshold':
    case 'rate-of-change':
      return [columnKey(definition.tag, definition.reading), ...gate];
    default:
      return definition satisfies never;
  }
}
