import { MINUTE_MS, type Finding, type FindingKind, type MinuteSpan, type Quality } from './types';

/**
 * Minutes for which a condition holds, as spans; minutes further apart than `mostStep` are not joined.
 * @param minutes ascending, minutes since epoch
 * @param holds   asked for each position of `minutes`, in order
 * @param stretch minutes that a position stands for: its own, or all until the next where readings are sparser
 */
export function spansWhere(
  minutes: Int32Array,
  holds: (at: number) => boolean,
  mostStep = 1,
  stretch = 1,
): MinuteSpan[] {
  const spans: MinuteSpan[] = [];
  let last: MinuteSpan | null = null;
  let lastMinute = 0;
  for (let at = 0; at < minutes.length; at++) {
    if (!holds(at)) continue;
    const minute = minutes[at];
    if (last !== null && minute - lastMinute <= mostStep) last.to = minute + stretch;
    else spans.push((last = { from: minute, to: minute + stretch }));
    lastMinute = minute;
  }
  return spans;
}

/** Spans that follow each other within so many minutes, as one group each. */
export function episodes(spans: readonly MinuteSpan[], withinMinutes: number): MinuteSpan[][] {
  const groups: MinuteSpan[][] = [];
  for (const span of spans) {
    const group = groups.at(-1);
    if (group && span.from - group[group.length - 1].to <= withinMinutes) group.push(span);
    else groups.push([span]);
  }
  return groups;
}

/** Length of spans in minutes, added. */
export const minutesIn = (spans: readonly MinuteSpan[]): number =>
  spans.reduce((sum, { from, to }) => sum + to - from, 0);

/** What of a finding is not its place. */
export interface FindingFacts {
  kind: FindingKind;
  tag: string | null;
  quality: Quality;
  excluded: boolean;
  words: string;
  count: number;
}

/** A finding over spans, at least one, ascending. */
export function findingOver(spans: MinuteSpan[], facts: FindingFacts): Finding {
  const [from, to] = [spans[0].from, spans[spans.length - 1].to];
  return {
    id: `${facts.tag ?? '*'}|${facts.kind}|${from}`,
    fromMs: from * MINUTE_MS,
    toMs: to * MINUTE_MS,
    spans,
    ...facts,
  };
}
