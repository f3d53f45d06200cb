import type { FindingKind, Quality } from './types';

/** What is said of a kind of finding. */
export interface KindFacts {
  /** As a heading. */
  name: string;
  /** What it means, in a sentence. */
  meaning: string;
  /** What it was computed from, and how. */
  method: string;
  /** Whether the rule keeps it from analysis. */
  excluded: boolean;
}

/** The words of OPC, with what they mean here. */
export const QUALITY_WORDS: Record<Quality, { name: string; meaning: string }> = {
  good: { name: 'Good', meaning: 'used as it is (OPC 192 and above)' },
  uncertain: { name: 'Uncertain', meaning: 'may be off; used unless you leave it out (OPC 64 to 191)' },
  bad: { name: 'Bad', meaning: 'no reading of the process; left out of analysis (OPC 0 to 63)' },
};

/** All kinds, in the order in which they are explained. */
export const KINDS: Record<FindingKind, KindFacts> = {
  'no rows': {
    name: 'No rows',
    meaning: 'The export has no rows for a while.',
    method: 'minute roll-up: minutes without rows, longer than three measured intervals',
    excluded: false,
  },
  gap: {
    name: 'Gap',
    meaning: 'The export has rows, but none with a reading of this sensor.',
    method: 'minute roll-up: readings in each minute against those expected by the measured interval',
    excluded: false,
  },
  thin: {
    name: 'Readings missing',
    meaning: 'Some of the expected readings are there, others are missing.',
    method: 'minute roll-up: minutes with less than 90 % of the readings expected',
    excluded: false,
  },
  duplicates: {
    name: 'Rows twice',
    meaning: 'More rows than the interval allows: rows exported twice, or times that came twice.',
    method:
      'minute roll-up: rows in each minute against the measured interval; where the export is at hand, its readings tell the same rows from a clock set back',
    excluded: false,
  },
  'clock step': {
    name: 'Clock step',
    meaning: 'The clock was set forward or back: a stretch of time is there twice, another is missing.',
    method:
      'minute roll-up: a stretch held twice and a gap of the same length within two days; or an hour in a night of daylight saving',
    excluded: false,
  },
  'flat-line': {
    name: 'Flat-line',
    meaning: 'A sensor that always moves stands still: stuck, or no longer updated.',
    method:
      'minute roll-up: lowest equals highest for ten times as long as nearly all values of this sensor are held, 30 minutes at least; not while the plant stands, not at zero; uncertain where it stands at the same value more than once',
    excluded: true,
  },
  impossible: {
    name: 'Impossible value',
    meaning: 'A reading beyond what the sensor can read at all.',
    method: 'minute roll-up: lowest and highest against the limits of the sensor, which you can change',
    excluded: true,
  },
  sentinel: {
    name: 'Sentinel',
    meaning: 'A number such as -999 or 9999 that stands for "no value".',
    method:
      'minute roll-up: lowest or highest is exactly such a number, far from all that is usual for the sensor',
    excluded: true,
  },
  spikes: {
    name: 'Spikes',
    meaning: 'Single readings jump away and come back at once: wiring or transmission, not the process.',
    method:
      'minute roll-up: lowest and highest against the median of five minute means, 8 times the usual distance at that level (16 times where minutes hold few readings), with the level the same before and after; not for sensors that read less often than every ten minutes',
    excluded: true,
  },
  'coarse steps': {
    name: 'Coarse steps',
    meaning: 'The sensor reads in steps so large that small changes cannot be seen.',
    method: 'minute roll-up: smallest difference of readings, when nearly all are whole multiples of it',
    excluded: false,
  },
  'counter reset': {
    name: 'Counter reset',
    meaning: 'A counter starts anew, as counters of a day or month do, or because it was replaced.',
    method:
      'minute roll-up: a fall to near zero that does not come back; a rhythm is looked for on the clock of the plant',
    excluded: false,
  },
  'counter dropout': {
    name: 'Counter dropout',
    meaning: 'A counter falls and is back soon after: its reading was lost, it did not start anew.',
    method: 'minute roll-up: a fall that is back at the old reading within three hours',
    excluded: true,
  },
  'counter jump': {
    name: 'Counter jump',
    meaning: 'A counter rises far faster than ever, or runs backwards.',
    method: 'minute roll-up: rise in a minute against 100 times the largest usual one',
    excluded: false,
  },
  'unreadable cells': {
    name: 'Unreadable cells',
    meaning: 'Cells or rows of the export that could not be read, such as "Bad Value".',
    method: 'import report: counted while the export was read',
    excluded: false,
  },
};

export const KIND_NAMES = Object.keys(KINDS) as FindingKind[];
