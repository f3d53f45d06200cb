import type { Matrix } from './matrix';
import type { StepRange } from './split';

/** A step is in use when this share of its features has a reading. */
const LEAST_PRESENT = 0.5;

/** Steps with enough readings, 1 or 0. Shape [steps]. */
export function presentSteps({ steps, features, present }: Matrix): Uint8Array {
  const found = new Uint8Array(steps);
  for (let step = 0; step < steps; step++) {
    let count = 0;
    for (let at = step * features; at < (step + 1) * features; at++) count += present[at];
    found[step] = count >= LEAST_PRESENT * features && count > 0 ? 1 : 0;
  }
  return found;
}

/** The same of columns that are not scaled yet. */
export function knownSteps(columns: readonly Float32Array[]): Uint8Array {
  const found = new Uint8Array(columns[0]?.length ?? 0);
  for (let step = 0; step < found.length; step++) {
    let count = 0;
    for (const column of columns) if (Number.isFinite(column[step])) count += 1;
    found[step] = count > 0 && count >= LEAST_PRESENT * columns.length ? 1 : 0;
  }
  return found;
}

/**
 * Where windows may start.
 * @param use    1 for steps that count
 * @param part   all steps of a window lie in it
 * @param length steps of a window
 * @param stride steps between two starts
 * @param least  share of a window's steps that must count
 * @returns first step of each window, ascending
 */
export function windowStarts(
  use: Uint8Array,
  part: StepRange,
  length: number,
  stride = 1,
  least = 0.9,
): Int32Array {
  const counted = new Int32Array(use.length + 1);
  for (let at = 0; at < use.length; at++) counted[at + 1] = counted[at] + use[at];
  const starts: number[] = [];
  for (let at = part.from; at + length <= part.to; at += stride)
    if (counted[at + length] - counted[at] >= least * length) starts.push(at);
  return Int32Array.from(starts);
}

/** At most `most` of some places, evenly over all of them. */
export function thinned(places: Int32Array, most: number): Int32Array {
  if (places.length <= most) return places;
  return Int32Array.from({ length: most }, (_, at) => places[Math.floor((at * places.length) / most)]);
}
