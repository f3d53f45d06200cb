import { perMinuteAt } from './interval';
import { spansWhere } from './runs';
import type { Interval, MinuteSpan, Timeline } from './types';

/** A minute holds rows twice from so many times the usual number on. */
export const TWICE = 1.5;
/** A stretch held twice and one that is missing belong together within two days, if they are of one length. */
const PAIR_MINUTES = 2 * 1440;
const ONE_LENGTH = 0.03;

/** A stretch of time that is missing or there twice. */
export interface Stretch extends MinuteSpan {
  /** Time that is missing or too much in it, by rows, minutes. */
  length: number;
}

/** Stretches between rows that are further apart than usual, with their length by the rows missing around them. */
export function gapsIn({ minutes, rows }: Timeline, { gapMinutes, seconds }: Interval): Stretch[] {
  const gaps: Stretch[] = [];
  const usual = perMinuteAt({ seconds });
  const part = (at: number) => (usual > 1 ? Math.max(0, usual - rows[at]) / usual : 0);
  const stretch = Math.max(1, Math.round(seconds / 60));
  for (let at = 1; at < minutes.length; at++) {
    const step = minutes[at] - minutes[at - 1];
    if (step <= gapMinutes) continue;
    const from = minutes[at - 1] + stretch;
    gaps.push({ from, to: minutes[at], length: minutes[at] - from + part(at - 1) + part(at) });
  }
  return gaps;
}

/** Stretches in which minutes hold clearly more rows than usual. */
export function twiceIn({ minutes, rows }: Timeline, { seconds }: Interval): Stretch[] {
  const usual = Math.max(1, perMinuteAt({ seconds }));
  const every = Math.max(1, Math.round(seconds / 60));
  const spans = spansWhere(minutes, (at) => rows[at] >= TWICE * usual, every, every);
  let at = 0;
  return spans.map((span) => {
    let length = 0;
    while (at < minutes.length && minutes[at] < span.from) at++;
    for (; at < minutes.length && minutes[at] < span.to; at++) length += (rows[at] - usual) * (seconds / 60);
    return { ...span, length };
  });
}

/** Whether two lengths, minutes, are of one thing. */
export const oneLength = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(1, ONE_LENGTH * a);

/** The gap that a stretch held twice belongs to, null when there is none. */
export function partnerOf(twice: Stretch, gaps: readonly Stretch[]): Stretch | null {
  const distance = (gap: Stretch) => Math.max(gap.from - twice.to, twice.from - gap.to);
  const near = gaps.filter((gap) => distance(gap) <= PAIR_MINUTES && oneLength(twice.length, gap.length));
  return near.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}
