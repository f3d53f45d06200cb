import type { AlarmPriority } from '$lib/alarms/definition';
import type { Severity } from '$lib/detect/event-types';
import type { DetectorCard } from '$lib/detect/judge/card';
import type { UnusedReason } from '$lib/detect/standardise';
import { formatDuration } from '$lib/series/format-time';
import type { Verdict } from '$lib/store/anomaly-types';

/** The priority by whose mark a severity is shown. */
export const MARKED: Record<Severity, AlarmPriority> = {
  critical: 'urgent',
  high: 'high',
  medium: 'medium',
  low: 'low',
};

export interface DetectorWords {
  name: string;
  /** What it looks at, in one sentence. */
  what: string;
}

/** Detectors in plain words, in the order in which the page shows them. */
export const DETECTORS: Record<string, DetectorWords> = {
  events: {
    name: 'Events, as listed here',
    what: 'Each sensor against all others, with the blame put on the one that is wrong, and checks of instruments and states.',
  },
  tags: {
    name: 'Sensor furthest off',
    what: 'How far the most abnormal sensor is from what the others say, in times its own limit.',
  },
  consensus: {
    name: 'All detectors together',
    what: 'The mean of how rare the scores of all detectors are.',
  },
  'robust-z': { name: 'Distance from the usual', what: 'Each sensor against its own last seven days.' },
  iqr: {
    name: 'Outside the middle half',
    what: 'How far a sensor lies outside the middle half of its readings.',
  },
  expected: { name: 'Expected from the others', what: 'What each sensor should read, given all others.' },
  pca: {
    name: 'Common movement',
    what: 'Whether the sensors still move together as they did (PCA, T² and Q).',
  },
  'isolation-forest': {
    name: 'Isolation forest',
    what: 'How few random cuts set a moment apart from all others.',
  },
  autoencoder: {
    name: 'Autoencoder',
    what: 'How badly a network trained on this plant can rebuild a moment.',
  },
  vae: {
    name: 'Variational autoencoder',
    what: 'How improbable a moment is to a network trained on this plant.',
  },
  'forecast-error': { name: 'Forecast error', what: 'How far the forecaster was off an hour ago.' },
  'window-knn': { name: 'Nearest hours', what: 'How unlike any healthy hour an hour is.' },
};

/** Why a sensor is not judged by its value. */
export const UNUSED_WORDS: Record<UnusedReason, string> = {
  'no readings': 'without readings',
  'does not change': 'that do not change',
  'changes rarely': 'that change rarely',
  'switches between two levels': 'that switch between two levels',
  counter: 'that count',
};

export const VERDICT_WORDS: Record<Verdict, string> = {
  real: 'Real',
  'not real': 'Not real',
  known: 'Known',
};

/** What a verdict does to the next search. */
export const VERDICT_TEACHES: Record<Verdict, string> = {
  real: 'The next search keeps the thresholds of these sensors below what they had here.',
  'not real':
    'The next search asks 5 % more of these sensors than they had here, unless a real event had as little. Emergency stops are always told.',
  known: 'Counted as real: no threshold is raised by it.',
};

/** How a detector did on its own where the faults are known, in a few words. */
export function judgedWords({ plants, skab }: DetectorCard): string {
  const words = [
    ...(plants ? [`found ${plants.found} of ${plants.faults} faults of simulated plants on its own`] : []),
    ...(skab ? [`F1 ${skab.f1.toFixed(2)} on a pump rig`] : []),
  ];
  return words.join(', ');
}

/** Choices of false alarms a day, as a person says them. */
export const ALARM_CHOICES: readonly { perDay: number; words: string }[] = [
  { perDay: 1 / 60, words: '1 in 60 days' },
  { perDay: 0.05, words: '1 in 20 days' },
  { perDay: 1 / 7, words: '1 a week' },
];

/** How often false alarms were asked for. */
export const alarmsWords = (perDay: number): string =>
  ALARM_CHOICES.find((choice) => choice.perDay === perDay)?.words ?? `${perDay} a day`;

/** How rare a score is among healthy ones: a surprise of 2 is 1 of 100. */
export function rarity(surprise: number): string {
  if (!(surprise > 0.3)) return 'nothing unusual';
  const one = 10 ** surprise;
  if (one >= 1e6) return 'rarer than 1 of 1,000,000 healthy moments';
  return `as rare as 1 of ${Number(one.toPrecision(2)).toLocaleString('en-US')} healthy moments`;
}

/** Minutes after the first, in words. */
export const afterWords = (minutes: number): string =>
  minutes === 0 ? 'first' : `${formatDuration(minutes * 60_000)} later`;
