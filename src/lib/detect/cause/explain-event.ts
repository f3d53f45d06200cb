import { wordsOfHeader } from '../../plant/streams';
import type { EventTag, PlantEvent } from '../event-types';
import { CAUSE_PATTERNS } from './patterns';
import type { CausePattern, Direction, Explanation, LikelyCause, Symptom, TagMeaning } from './types';

/** A pattern below this fit is not named. */
const LEAST_FIT = 0.4;
/** Part of the fit that is lost when nothing of the pattern is among what was off most. */
const BESIDE = 0.5;
const MINUTE_MS = 60_000;

/** Canonical tag by tag. */
type Meanings = ReadonlyMap<string, string>;

const isMeant = (meaning: TagMeaning, tag: string, meanings: Meanings): boolean =>
  'canonical' in meaning ? meanings.get(tag) === meaning.canonical : meaning.words.test(wordsOfHeader(tag));

/** Whether a tag went the way a symptom says; a check that knows no expectation goes any way. */
function went({ actual, expected }: EventTag, direction: Direction): boolean {
  if (direction === 'any' || Number.isNaN(actual - expected)) return true;
  return direction === 'up' ? actual > expected : actual < expected;
}

const shows = (symptom: Symptom, tags: readonly EventTag[], meanings: Meanings): EventTag | undefined =>
  tags.find((tag) => isMeant(symptom.of, tag.tag, meanings) && went(tag, symptom.direction));

/** Whether the changes of two tags stand in the pattern's ratio; true when it asks for none. */
function ratioHolds({ ratio }: CausePattern, tags: readonly EventTag[], meanings: Meanings): boolean {
  if (ratio === undefined) return true;
  const change = (canonical: string) => {
    const tag = tags.find((each) => meanings.get(each.tag) === canonical);
    return tag === undefined ? NaN : tag.actual - tag.expected;
  };
  const value = change(ratio.over) / change(ratio.under);
  return value >= ratio.low && value <= ratio.high;
}

function causeOf(
  pattern: CausePattern,
  event: PlantEvent,
  shares: ReadonlyMap<string, number>,
  meanings: Meanings,
): LikelyCause | null {
  const { id, title, action, source, symptoms, required, kinds, alone } = pattern;
  if (!kinds.includes(event.kind)) return null;
  const found = symptoms.map((symptom) => shows(symptom, event.tags, meanings));
  if (required.some((place) => found[place] === undefined)) return null;
  if (alone === true && new Set(event.tags.map(({ tag }) => tag)).size > 1) return null;
  if (!ratioHolds(pattern, event.tags, meanings)) return null;
  const weights = symptoms.map(({ weight }) => weight);
  const most = weights.reduce((sum, weight) => sum + weight, 0);
  const held = weights.reduce((sum, weight, i) => sum + (found[i] === undefined ? 0 : weight), 0);
  const seen = [...new Set(found.flatMap((tag) => (tag === undefined ? [] : [tag.tag])))];
  const share = seen.reduce((sum, tag) => sum + (shares.get(tag) ?? 0), 0);
  const strength = pattern.strength ?? 1;
  const fit =
    symptoms.length === 0 ? strength : strength * (held / most) * (1 - BESIDE + BESIDE * Math.min(1, share));
  return fit < LEAST_FIT ? null : { id, title, fit, seen, action, source };
}

/** Share of each tag by the square of its greatest ratio; several stretches of a tag count once, by the greatest. */
function contributionsOf(tags: readonly EventTag[]): { tag: string; share: number }[] {
  const peaks = new Map<string, number>();
  for (const { tag, peak } of tags) peaks.set(tag, Math.max(peaks.get(tag) ?? 0, peak));
  const total = [...peaks.values()].reduce((sum, peak) => sum + peak * peak, 0);
  return [...peaks]
    .map(([tag, peak]) => ({ tag, share: (peak * peak) / total }))
    .sort((a, b) => b.share - a.share);
}

function orderOf(tags: readonly EventTag[]): Explanation['order'] {
  const first = new Map<string, number>();
  for (const { tag, onsetMs } of tags) first.set(tag, Math.min(first.get(tag) ?? Infinity, onsetMs));
  const order = [...first].sort((a, b) => a[1] - b[1]);
  return order.map(([tag, onsetMs]) => ({ tag, afterMinutes: (onsetMs - order[0][1]) / MINUTE_MS }));
}

/**
 * Root cause of an event: who moved first, what each tag has to do with it, and which known causes fit.
 * @param canonical canonical tag to tag, as the mapping has it
 * @param patterns  known causes, ours when left out
 */
export function explainEvent(
  event: PlantEvent,
  canonical: Readonly<Record<string, string>>,
  patterns: readonly CausePattern[] = CAUSE_PATTERNS,
): Explanation {
  const meanings = new Map(Object.entries(canonical).map(([id, tag]) => [tag, id]));
  const contributions = contributionsOf(event.tags);
  const shares = new Map(contributions.map(({ tag, share }) => [tag, share]));
  const causes = patterns
    .flatMap((pattern) => causeOf(pattern, event, shares, meanings) ?? [])
    .sort((a, b) => b.fit - a.fit);
  const order = orderOf(event.tags);
  return { firstMover: order[0]?.tag ?? null, order, contributions, causes };
}
