import { judgeTag, type TagContext } from '$lib/quality/judge-tag';
import { judgeTimeline } from '$lib/quality/timeline';
import type { FindingKind, TagFacts, TagMinutes, TagReport, Timeline } from '$lib/quality/types';

/** 2024-03-01T00:00Z in minutes since epoch. */
export const START = Date.UTC(2024, 2, 1) / 60_000;

export const FACTS: TagFacts = { tag: 'flow', header: 'Flow', canonical: null, unit: '', kind: 'number' };

/** Random numbers in [0, 1) by seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Standard normal (Box and Muller). */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

export interface Signal {
  timeline: Timeline;
  values: TagMinutes;
}

export interface SignalOptions {
  minutes: number;
  seed: number;
  /** Readings a minute. */
  rate?: number;
  /** Usual reading, slow swing about it, and white noise of a reading. */
  level?: number;
  swing?: number;
  noise?: number;
}

/** A healthy instrument: a level that swings slowly, with white noise, at so many readings a minute without gaps. */
export function cleanSignal({
  minutes,
  seed,
  rate = 6,
  level = 50,
  swing = 5,
  noise = 0.2,
}: SignalOptions): Signal {
  const random = randomOf(seed);
  const column = () => new Float64Array(minutes);
  const values = { avg: column(), min: column(), max: column(), count: column().fill(rate) };
  for (let at = 0; at < minutes; at++) {
    const middle = level + swing * Math.sin(at / 180) + 0.3 * swing * Math.sin(at / 29);
    const readings = Array.from({ length: rate }, () => middle + noise * normal(random));
    values.avg[at] = readings.reduce((sum, value) => sum + value, 0) / rate;
    values.min[at] = Math.min(...readings);
    values.max[at] = Math.max(...readings);
  }
  const timeline = { minutes: Int32Array.from(values.avg, (_, at) => START + at), rows: column().fill(rate) };
  return { timeline, values };
}

/** The tag judged as the worker does it. */
export function judge(
  { timeline, values }: Signal,
  context: Partial<TagContext> = {},
  facts: Partial<TagFacts> = {},
): TagReport {
  const rowsInterval = judgeTimeline(timeline, false).interval;
  const known = { timeline, rowsInterval, limits: null, resting: null, zone: 'UTC', ...context };
  return judgeTag({ ...FACTS, ...facts }, values, known);
}

/** Kinds found, each once. */
export const kindsOf = (found: readonly { kind: FindingKind }[]): FindingKind[] => [
  ...new Set(found.map(({ kind }) => kind)),
];

/** Set a reading of every column. */
export function setMinute({ values }: Signal, at: number, value: number): void {
  values.avg[at] = values.min[at] = values.max[at] = value;
}
