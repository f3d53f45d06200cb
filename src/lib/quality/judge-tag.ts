import { canonicalTag } from '$lib/plant/tags';
import { judgeSteps } from './coarse-steps';
import { isCounter } from './counter-drops';
import { judgeCounter } from './counters';
import { judgeFlatLine } from './flat-line';
import { holdsOf } from './holds';
import { isBeyond, judgeImpossible } from './impossible';
import { measureInterval } from './interval';
import { judgeMissing, positionOf } from './missing';
import { judgeSentinels, sentinelsOf } from './sentinels';
import { judgeSpikes } from './spikes';
import type { Finding, Interval, Limits, TagFacts, TagMinutes, TagReport, Timeline } from './types';

/** Share of its minutes in which a live tag moves; one that moves less often holds its readings. */
const LIVE_SHARE = 0.5;

/** Between readings further apart than this, minutes, the process itself comes and goes: spikes are not judged. */
const SPIKES_WITHIN = 10;

/** What is known beside the tag's own minutes. */
export interface TagContext {
  timeline: Timeline;
  rowsInterval: Interval;
  /** Null where nothing is known of what the tag can read. */
  limits: Limits | null;
  /** Whether the plant stands at a position of the timeline; null where that is not known. */
  resting: ((at: number) => boolean) | null;
  /** IANA zone of the plant. */
  zone: string;
}

/** Readings without the minutes that hold what cannot be a reading: those would hide all else. */
function cleaned(values: TagMinutes, sentinels: readonly number[], limits: Limits | null): TagMinutes {
  if (sentinels.length === 0 && limits === null) return values;
  const isOut = (at: number) =>
    sentinels.includes(values.min[at]) ||
    sentinels.includes(values.max[at]) ||
    (limits !== null && isBeyond(values, at, limits));
  const out: number[] = [];
  for (let at = 0; at < values.min.length; at++) if (isOut(at)) out.push(at);
  return without(values, out);
}

/** Values with positions emptied; the very values when there are none. */
function without(values: TagMinutes, positions: readonly number[]): TagMinutes {
  if (positions.length === 0) return values;
  const { avg, min, max } = { avg: values.avg.slice(), min: values.min.slice(), max: values.max.slice() };
  for (const at of positions) avg[at] = min[at] = max[at] = Number.NaN;
  return { avg, min, max, count: values.count };
}

/** Values without the minutes of findings: what stands still must not make the usual noise look smaller. */
function apartFrom(values: TagMinutes, minutes: Int32Array, findings: readonly Finding[]): TagMinutes {
  const positions: number[] = [];
  for (const { from, to } of findings.flatMap(({ spans }) => spans)) {
    for (let at = positionOf(minutes, from); at < minutes.length && minutes[at] < to; at++)
      positions.push(at);
  }
  return without(values, positions);
}

function isConstant({ min, max }: TagMinutes): boolean {
  const first = min.find((value) => !Number.isNaN(value));
  for (let at = 0; at < min.length; at++)
    if (min[at] !== max[at] ? !Number.isNaN(min[at]) : min[at] !== first) return false;
  return true;
}

/** Whether a tag counts: by its meaning, or because it only ever rises. */
function counts(facts: TagFacts, values: TagMinutes): boolean {
  const quantity = facts.canonical === null ? null : canonicalTag(facts.canonical)?.quantity;
  return quantity === 'volume' || quantity === 'energy' || isCounter(values);
}

interface Moving {
  behaviour: TagReport['behaviour'];
  findings: Finding[];
}

function judgeMoving(facts: TagFacts, values: TagMinutes, interval: Interval, context: TagContext): Moving {
  const { minutes } = context.timeline;
  const { tag, unit } = facts;
  const gapMinutes = Number.isFinite(interval.gapMinutes) ? interval.gapMinutes : 1;
  if (counts(facts, values))
    return { behaviour: 'counter', findings: judgeCounter(tag, unit, minutes, values, context.zone) };
  const stepMinutes = Math.max(1, interval.seconds / 60 || 1);
  const holds = holdsOf(minutes, values, gapMinutes);
  const still = holds.held.reduce((sum, { first, last }) => sum + last - first, 0);
  const changes = holds.held.length + holds.moving;
  const behaviour = changes >= LIVE_SHARE * (changes + still) ? 'live' : 'held';
  const flat = judgeFlatLine(tag, unit, minutes, holds, stepMinutes, context.resting);
  const findings = [
    ...flat,
    // A value that is held between analyses moves in steps; a single odd analysis is not told from a real one.
    ...(behaviour === 'live' && stepMinutes <= SPIKES_WITHIN
      ? judgeSpikes(tag, unit, minutes, apartFrom(values, minutes, flat), gapMinutes)
      : []),
    ...judgeSteps(tag, unit, minutes, values),
  ];
  return { behaviour, findings };
}

/**
 * Everything that is found in a tag's minutes: missing readings, sentinels, impossible values, and by how the tag
 * behaves flat-lines and spikes, or falls of a counter.
 */
export function judgeTag(facts: TagFacts, values: TagMinutes, context: TagContext): TagReport {
  const { timeline, rowsInterval, limits } = context;
  const { tag, unit } = facts;
  const interval = measureInterval(timeline.minutes, values.count);
  if (!values.count.some((count) => count > 0)) return { tag, interval, behaviour: 'empty', findings: [] };
  const sentinels = facts.kind === 'boolean' ? [] : sentinelsOf(values);
  const found = [
    ...judgeMissing(tag, timeline, values.count, interval, rowsInterval),
    ...judgeSentinels(tag, timeline.minutes, values, sentinels),
    ...(limits ? judgeImpossible(tag, unit, timeline.minutes, cleaned(values, sentinels, null), limits) : []),
  ];
  if (facts.kind === 'boolean') return { tag, interval, behaviour: 'state', findings: found };
  const rest = cleaned(values, sentinels, limits);
  if (isConstant(rest)) return { tag, interval, behaviour: 'constant', findings: found };
  const { behaviour, findings } = judgeMoving(facts, rest, interval, context);
  return { tag, interval, behaviour, findings: [...found, ...findings] };
}
