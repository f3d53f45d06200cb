import { badSpans, type QualityMask } from '../quality/mask';
import type { Mask } from './frame';

/** A step of a tag that is kept from scores: by what was found in the data, or by a person's own word. */
export const BAD = 1;
/** Of a person: checks of the instrument say nothing of it either. */
export const BY_HAND = 2;

/**
 * Steps of a tag that the quality of the data keeps from scores: no detector learns from them or judges them. Checks of
 * instruments still see them, for a stuck or spiking reading is what they are for, except what a person left out.
 * @param length of the frame, steps
 * @returns `BAD` or `BY_HAND` in each step that a bad span reaches into, 0 elsewhere; undefined for none
 */
export function badSteps(
  quality: QualityMask,
  tag: string,
  startMs: number,
  stepMs: number,
  length: number,
): Mask | undefined {
  const spans = badSpans(quality, tag, startMs, startMs + length * stepMs);
  if (spans.length === 0) return undefined;
  const bad = new Uint8Array(length);
  for (const { fromMs, toMs, kind } of spans) {
    const from = Math.max(0, Math.floor((fromMs - startMs) / stepMs));
    const to = Math.min(length, Math.ceil((toMs - startMs) / stepMs));
    const value = kind === 'by hand' ? BY_HAND : BAD;
    for (let at = from; at < to; at++) if (bad[at] < value) bad[at] = value;
  }
  return bad;
}

/** Share of the steps from (inclusive) to (exclusive) that a person left out. */
export function shareByHand(bad: Mask | undefined, from: number, to: number): number {
  if (bad === undefined || to <= from) return 0;
  let count = 0;
  for (let at = from; at < to; at++) count += Number(bad[at] === BY_HAND);
  return count / (to - from);
}
