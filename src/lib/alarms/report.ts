import { chatteringOf } from './chattering';
import { ALARM_PRIORITIES, type AlarmPriority } from './definition';
import { FLOOD_STARTS, floodsOf, SLOT_MS, slotCounts, type Flood } from './floods';
import type { JournalEntry } from './journal-types';
import { stalePerDay, staleOf, type Stale } from './stale';
import { standingOf } from './standing';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** ISA-18.2 asks for 30 days or more. */
export const LEAST_DAYS = 30;
/** Shares of priorities the standard names, %, and how far off still counts as met: the tolerance is our choice. */
export const PRIORITY_SHARES: Record<AlarmPriority, { words: string; target: number; tolerance: number }> = {
  low: { words: 'about 80 %', target: 80, tolerance: 10 },
  medium: { words: 'about 15 %', target: 15, tolerance: 10 },
  high: { words: 'about 5 %', target: 5, tolerance: 5 },
  urgent: { words: 'under 1 %', target: 0, tolerance: 1 },
};

/** A figure beside what the standard asks. `null` where nothing can be said. */
export interface Figure {
  name: string;
  value: number | null;
  unit: string;
  target: string;
  verdict: 'met' | 'at the limit' | 'not met' | 'not enough to judge';
}

export interface ReportInput {
  /** Of the whole journal, so that what stood before the period is known. */
  entries: readonly JournalEntry[];
  /** Priority of each alarm. */
  priorities: ReadonlyMap<string, AlarmPriority>;
  /** Period, ms: start inclusive, end exclusive. */
  fromMs: number;
  toMs: number;
  /** Operators who share the alarms. */
  operators: number;
}

export interface AlarmReport {
  annunciations: number;
  /** Figures in the standard's order. */
  figures: Figure[];
  /** Annunciations of each 10 minutes from the start of the period, all operators. */
  perSlot: Float64Array;
  floods: Flood[];
  /** The ten most frequent, with their share of all annunciations, %. */
  topTen: { alarm: string; annunciations: number; share: number }[];
  chattering: { alarm: string; annunciations: number }[];
  stale: Stale[];
  priorities: { priority: AlarmPriority; annunciations: number; share: number | null }[];
  /** What keeps the figures from being judged as the standard means it; null when nothing does. */
  caution: string | null;
}

/** A period or a number of operators that no report can be made of. */
export class AlarmReportError extends Error {
  override name = 'AlarmReportError';
}

/** Verdict by two limits: met up to the first, at the limit up to the second; null cannot be judged. */
function upTo(value: number | null, met: number, most: number): Figure['verdict'] {
  if (value === null) return 'not enough to judge';
  return value <= met ? 'met' : value <= most ? 'at the limit' : 'not met';
}

const below = (value: number | null, limit: number): Figure['verdict'] =>
  value === null ? 'not enough to judge' : value < limit ? 'met' : 'not met';

const percent = (part: number, whole: number): number | null => (whole > 0 ? (100 * part) / whole : null);
const sum = (values: Iterable<number>): number => [...values].reduce((all, one) => all + one, 0);
const greatest = (values: Float64Array): number => values.reduce((most, one) => Math.max(most, one), 0);

function assertInput({ entries, priorities, fromMs, toMs, operators }: ReportInput): void {
  if (!(Number.isFinite(fromMs) && Number.isFinite(toMs) && toMs > fromMs))
    throw new AlarmReportError(`period from ${fromMs} to ${toMs} ms is empty`);
  if (!(Number.isInteger(operators) && operators > 0))
    throw new AlarmReportError(`${operators} is not a number of operators`);
  const strange = entries.find(({ alarm }) => !priorities.has(alarm));
  if (strange !== undefined) throw new AlarmReportError(`alarm ${strange.alarm} has no priority`);
}

function byAlarm(annunciations: readonly JournalEntry[]): [alarm: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { alarm } of annunciations) counts.set(alarm, (counts.get(alarm) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

function cautionOf(days: number, annunciations: number): string | null {
  if (annunciations === 0) return 'No alarm annunciated in this period: shares cannot be told.';
  if (days >= LEAST_DAYS) return null;
  return `The standard judges ${LEAST_DAYS} days or more; this period has ${Number(days.toFixed(1))}. Read the verdicts as a first impression.`;
}

function priorityShares(
  annunciations: readonly JournalEntry[],
  of: ReadonlyMap<string, AlarmPriority>,
): AlarmReport['priorities'] {
  return ALARM_PRIORITIES.map((priority) => {
    const count = annunciations.filter(({ alarm }) => of.get(alarm) === priority).length;
    return { priority, annunciations: count, share: percent(count, annunciations.length) };
  });
}

function priorityFigures(priorities: AlarmReport['priorities']): Figure[] {
  return priorities.map(({ priority, share }) => {
    const { words, target, tolerance } = PRIORITY_SHARES[priority];
    const verdict = upTo(share === null ? null : Math.abs(share - target), tolerance, tolerance);
    return { name: `Priority ${priority}`, value: share, unit: '%', target: words, verdict };
  });
}

/**
 * How an alarm system did against ISA-18.2 / EEMUA 191: annunciations, not conditions, are counted, per operator.
 * @throws AlarmReportError for an empty period, no operators, or an alarm without a priority
 */
export function alarmReport(input: ReportInput): AlarmReport {
  assertInput(input);
  const { entries, fromMs, toMs, operators } = input;
  const annunciations = entries.filter(
    ({ annunciates, atMs }) => annunciates && atMs >= fromMs && atMs < toMs,
  );
  const count = annunciations.length;
  const perSlot = slotCounts(
    annunciations.map(({ atMs }) => atMs),
    fromMs,
    toMs,
  );
  const floods = floodsOf(perSlot, operators, fromMs, toMs);
  const standing = standingOf(entries.filter(({ atMs }) => atMs < toMs));
  const topTen = byAlarm(annunciations)
    .slice(0, 10)
    .map(([alarm, of]) => ({ alarm, annunciations: of, share: (100 * of) / count }));
  const chattering = chatteringOf(annunciations);
  const priorities = priorityShares(annunciations, input.priorities);

  const lengthMs = toMs - fromMs;
  const perHour = count / (lengthMs / HOUR_MS) / operators;
  const perTen = count / (lengthMs / SLOT_MS) / operators;
  const busiest = greatest(perSlot) / operators;
  const busy = percent(perSlot.filter((of) => of / operators > FLOOD_STARTS).length, perSlot.length);
  const flooded = percent(sum(floods.map((one) => one.toMs - one.fromMs)), lengthMs);
  const ofTop = percent(sum(topTen.map((one) => one.annunciations)), count);
  const staleDay = greatest(stalePerDay(standing, fromMs, toMs));
  const figures: Figure[] = [
    {
      name: 'Annunciations an hour',
      value: perHour,
      unit: '1/h',
      target: 'about 6, at most 12',
      verdict: upTo(perHour, 6, 12),
    },
    {
      name: 'Annunciations in 10 minutes',
      value: perTen,
      unit: '1/10 min',
      target: 'about 1, at most 2',
      verdict: upTo(perTen, 1, 2),
    },
    {
      name: 'Most in 10 minutes',
      value: busiest,
      unit: '',
      target: 'at most 10',
      verdict: upTo(busiest, 10, 10),
    },
    {
      name: '10 minutes with more than 10',
      value: busy,
      unit: '%',
      target: 'under 1 %',
      verdict: below(busy, 1),
    },
    { name: 'Time in flood', value: flooded, unit: '%', target: 'under 1 %', verdict: below(flooded, 1) },
    {
      name: 'Load of the ten most frequent',
      value: ofTop,
      unit: '%',
      target: 'under 5 %',
      verdict: below(ofTop, 5),
    },
    {
      name: 'Chattering alarms',
      value: chattering.length,
      unit: '',
      target: '0',
      verdict: upTo(chattering.length, 0, 0),
    },
    {
      name: 'Stale alarms on the worst day',
      value: staleDay,
      unit: '1/d',
      target: 'fewer than 5',
      verdict: below(staleDay, 5),
    },
    ...priorityFigures(priorities),
  ];
  return {
    annunciations: count,
    figures,
    perSlot,
    floods,
    topTen,
    chattering,
    stale: staleOf(standing, fromMs, toMs),
    priorities,
    caution: cautionOf(lengthMs / DAY_MS, count),
  };
}
