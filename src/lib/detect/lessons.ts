import type { EventKind, EventTag } from './event-types';

/** A person's word on an event, as far as thresholds go by it. */
export interface TaughtEvent {
  verdict: 'real' | 'not real' | 'known';
  kind: EventKind;
  /** What the tags of the event scored, in times of the limit that was learnt; empty where that was not kept. */
  scores: readonly { tag: string; score: number }[];
}

/** What a person taught of one tag: only a greater score than this raises an event of this kind. */
export interface Lesson {
  kind: EventKind;
  tag: string;
  above: number;
}

/** A tag must be off by so much more than in an event that was not real. */
const MARGIN = 1.05;

/** Greatest score of each tag of an event, in times of its limit: comparable between searches that learn alike. */
export function scoresOf(tags: readonly EventTag[]): { tag: string; score: number }[] {
  const greatest = new Map<string, number>();
  for (const { tag, peak, threshold = 1 } of tags)
    greatest.set(tag, Math.max(greatest.get(tag) ?? 0, peak * threshold));
  return [...greatest].map(([tag, score]) => ({ tag, score }));
}

/**
 * Thresholds that follow from what a person said: the tags of an event that was not real need 5 % more than they had
 * in it, at most half way to the least that they had in an event of that kind that was real or known. Where a real one
 * had no more than a false one nothing is taught: the score cannot tell them apart, and a fault missed is worse.
 * @returns one lesson a kind and tag, in no order of meaning
 */
export function lessonsOf(events: readonly TaughtEvent[]): Lesson[] {
  const found = new Map<string, { kind: EventKind; tag: string; wrong: number; real: number }>();
  for (const { verdict, kind, scores } of events)
    for (const { tag, score } of scores) {
      const key = `${kind} ${tag}`;
      const said = found.get(key) ?? { kind, tag, wrong: 0, real: Infinity };
      if (verdict === 'not real') said.wrong = Math.max(said.wrong, score);
      else said.real = Math.min(said.real, score);
      found.set(key, said);
    }
  return [...found.values()].flatMap(({ kind, tag, wrong, real }) =>
    wrong > 0 && wrong < real ? [{ kind, tag, above: Math.min(MARGIN * wrong, (wrong + real) / 2) }] : [],
  );
}

/** Score that a tag must pass in events of a kind, 0 where nothing was taught. */
export const taughtAbove = (lessons: readonly Lesson[], kind: EventKind, tag: string): number =>
  lessons.find((lesson) => lesson.kind === kind && lesson.tag === tag)?.above ?? 0;
