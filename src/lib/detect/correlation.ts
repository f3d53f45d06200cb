import { usedSteps } from './frame';
import type { EventTag, RelatedTag } from './event-types';
import type { PlantModel } from './plant-model';
import { thin } from './quantile';
import { covariance } from './symmetric';

const SAMPLES = 5000;
/** Weaker correlations say nothing to a person. */
const LEAST = 0.5;
const MOST_RELATED = 6;

/** Correlation of two tags, by place among those that are judged, over the healthy period: -1 to 1. */
export type Correlation = (i: number, j: number) => number;

/** Learn how tags move together, from five-minute means of the healthy period. */
export function learnCorrelation({ coarse, coarseUse, scales }: PlantModel): Correlation {
  const { matrix } = covariance(coarse.columns, thin(usedSteps(coarseUse), SAMPLES));
  const n = scales.scales.length;
  return (i, j) => matrix[i * n + j] / Math.sqrt(matrix[i * n + i] * matrix[j * n + j]);
}

/** Greatest ratio of a tag to its limit between two coarse steps (from inclusive, to exclusive); 0 where not judged. */
function greatestWithin(ratios: Float32Array, from: number, to: number): number {
  let most = 0;
  for (let at = Math.max(0, from); at < Math.min(ratios.length, to); at++)
    if (ratios[at] > most) most = ratios[at];
  return most;
}

/**
 * Tags outside an event that move with its first or its worst tag when all is well: whether they moved too tells a
 * fault of the process from one of an instrument.
 * @returns at most six, by falling correlation
 */
export function relatedTo(
  tags: readonly EventTag[],
  { coarse, scales, ratios }: PlantModel,
  correlation: Correlation,
): RelatedTag[] {
  if (tags.length === 0) return [];
  const place = new Map(scales.scales.map(({ tag }, at) => [tag, at]));
  const within = new Set(tags.map(({ tag }) => tag));
  const worst = tags.reduce((most, tag) => (tag.peak > most.peak ? tag : most));
  const step = (ms: number) => Math.floor((ms - coarse.startMs) / coarse.stepMs);
  const [from, to] = [step(tags[0].onsetMs), step(Math.max(...tags.map(({ endMs }) => endMs))) + 1];
  const best = new Map<string, RelatedTag>();
  for (const of of new Set([tags[0].tag, worst.tag])) {
    const i = place.get(of);
    if (i === undefined) continue;
    scales.scales.forEach(({ tag }, j) => {
      const value = correlation(i, j);
      if (within.has(tag) || !(Math.abs(value) >= LEAST)) return;
      if (Math.abs(best.get(tag)?.correlation ?? 0) >= Math.abs(value)) return;
      best.set(tag, { tag, to: of, correlation: value, peak: greatestWithin(ratios[j], from, to) });
    });
  }
  const found = [...best.values()].sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation));
  return found.slice(0, MOST_RELATED);
}
