/** When a foretold failure is said to a person. */

import type { RemainingLife } from './life-model';

/** Hours ahead beyond which nothing is planned yet. */
export const HORIZON_HOURS = 21 * 24;
/** Measured chance below which a trend is shown on its card only. */
export const LEAST_CONFIDENCE = 0.5;
/** A trend must have stood so long before it is announced, hours. */
export const STANDS_HOURS = 12;

/**
 * Whether a failure is announced: near enough, likely enough, and foretold half a day before too.
 * @param before what was foretold `STANDS_HOURS` earlier; null when nothing was
 */
export const isAnnounced = (now: RemainingLife | null, before: RemainingLife | null): boolean =>
  now !== null && before !== null && now.hours <= HORIZON_HOURS && now.confidence >= LEAST_CONFIDENCE;
