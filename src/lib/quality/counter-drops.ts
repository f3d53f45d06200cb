import type { TagMinutes } from './types';

/** A counter rises in nearly all of its changes. */
const RISING_SHARE = 0.97;
const LEAST_CHANGES = 50;
/** A reset starts near zero: below this share of the reading before. */
export const NEAR_ZERO = 0.05;
/** A counter that is back at its old reading within so many minutes was never reset. */
const DROPOUT_MINUTES = 180;

/** A fall of a counter. */
export interface Drop {
  /** Position of the first minute that is lower than what came before. */
  at: number;
  /** Readings before and after it. */
  before: number;
  after: number;
}

/** Share of the changes between minutes that go up, and how many changes there are; one pass. */
export function risingShare({ min, max }: Pick<TagMinutes, 'min' | 'max'>): {
  share: number;
  changes: number;
} {
  let [up, down, last] = [0, 0, Number.NaN];
  for (let at = 0; at < min.length; at++) {
    if (Number.isNaN(min[at])) continue;
    if (min[at] >= last && max[at] > last) up++;
    else if (min[at] < last) down++;
    last = max[at];
  }
  return { share: up / Math.max(1, up + down), changes: up + down };
}

/** Whether readings behave as a counter's: they nearly always rise. */
export function isCounter(values: TagMinutes): boolean {
  const { share, changes } = risingShare(values);
  return changes >= LEAST_CHANGES && share >= RISING_SHARE;
}

/** Every fall of a counter, in order; a minute in which it starts anew is one. */
export function dropsOf({ min, max }: TagMinutes): Drop[] {
  const drops: Drop[] = [];
  let [before, top] = [Number.NaN, 0];
  for (let at = 0; at < min.length; at++) {
    if (Number.isNaN(min[at])) continue;
    top = Math.max(top, max[at]);
    if (min[at] < before - 1e-9 * top) drops.push({ at, before, after: min[at] });
    // A minute in which the counter starts anew ends low: its highest reading is of before.
    else if (min[at] < max[at] && min[at] <= NEAR_ZERO * max[at] && max[at] >= before && before > 0)
      drops.push({ at, before: max[at], after: min[at] });
    before = drops.at(-1)?.at === at ? min[at] : max[at];
  }
  return drops;
}

/**
 * Where a counter that fell is back at its old reading, null when it does not come back soon, or by counting: a dropout
 * ends as suddenly as it began.
 */
export function backAt(
  minutes: Int32Array,
  { min, max }: TagMinutes,
  { at, before, after }: Drop,
): number | null {
  let last = after;
  for (let next = at + 1; next < minutes.length && minutes[next] - minutes[at] <= DROPOUT_MINUTES; next++) {
    if (min[next] >= before * (1 - 1e-9)) return before - last >= 0.5 * (before - after) ? next : null;
    if (!Number.isNaN(max[next])) last = max[next];
  }
  return null;
}
