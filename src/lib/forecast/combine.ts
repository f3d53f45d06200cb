/** A method whose error is this many times the best one's, or more, gets no say. */
const MOST_WORSE = 1.15;
/** How much better methods outweigh others: weights are one over the error to this power. */
const SHARPNESS = 8;

/**
 * Weights of methods at one step from their mean absolute errors: 1 / error^8, none for those far behind (after Bates and
 * Granger 1969, who weigh by squared errors).
 * @param errors one a method; NaN for a method that has none
 * @returns they add up to 1; equal when no error is known
 */
export function combinationWeights(errors: readonly number[]): number[] {
  const best = Math.min(...errors.filter((error) => !Number.isNaN(error)));
  if (!Number.isFinite(best)) return errors.map(() => 1 / errors.length);
  const raw = errors.map((error) => {
    if (Number.isNaN(error) || error > MOST_WORSE * best) return 0;
    return best > 0 ? (best / error) ** SHARPNESS : Number(error === 0);
  });
  const total = raw.reduce((sum, value) => sum + value, 0);
  return raw.map((value) => value / total);
}

/**
 * The weighted mean of what methods said; those that said nothing are left out.
 * @returns NaN when none of them with a weight said anything
 */
export function combine(said: readonly number[], weights: readonly number[]): number {
  let [sum, total] = [0, 0];
  said.forEach((value, at) => {
    if (Number.isNaN(value) || !(weights[at] > 0)) return;
    sum += weights[at] * value;
    total += weights[at];
  });
  return total > 0 ? sum / total : NaN;
}
