import type { Crossing } from '$lib/forecast/crossing';
import { WORTH_SAYING } from '$lib/forecast/crossing';

const likely = (chance: number) =>
  chance > 0.995 ? 'almost certain' : `${Math.max(1, Math.round(100 * chance))} % likely`;

/**
 * A crossing in a sentence: `Methane below 65 % at 14:00, 30 % likely.`
 * @param at clock time of a step
 */
export function crossingWords(
  name: string,
  { side, chance, worst, first }: Crossing,
  limit: string,
  at: (step: number) => string,
): string {
  if (worst < 0)
    return `${name} ${side} ${limit}: nothing can be said, there is no back-test to take errors from.`;
  if (chance[worst] < WORTH_SAYING)
    return `${name} stays ${side === 'below' ? 'above' : 'below'} ${limit}: ${side} it is at most ${likely(chance[worst])} in any hour.`;
  if (first === worst) return `${name} ${side} ${limit} at ${at(worst)}, ${likely(chance[worst])}.`;
  return `${name} ${side} ${limit} at ${at(worst)}, ${likely(chance[worst])}; ${likely(chance[first])} at ${at(first)} already.`;
}
