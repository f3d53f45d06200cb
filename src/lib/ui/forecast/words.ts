import type { Crossing } from '$lib/forecast/crossing';
import { WORTH_SAYING } from '$lib/forecast/crossing';
import type { KeptForecast } from '$lib/store/forecast-types';

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

/**
 * What the neural forecaster's weights learnt from, and what follows for the table.
 * @param held share of the outcomes within its own band before that was made to hold; NaN or undefined where not known
 * @param at   an instant in words
 */
export function neuralWords(
  neural: NonNullable<KeptForecast['neural']>,
  held: number | undefined,
  at: (ms: number) => string,
): string {
  if ('problem' in neural) return `LSTM with attention: left out. ${neural.problem}`;
  const { shipped, version, learntToMs, chosenToMs } = neural;
  const learnt = shipped
    ? `shipped weights ${version}, which learnt simulated plants only; its scale is of the hours before the first forecast`
    : learntToMs === null
      ? 'weights that were imported: it is not known which hours they learnt from, they may have seen what they forecast here'
      : `this plant's own weights of ${at(Date.parse(version))}. They learnt from the hours up to ${at(learntToMs)}, so earlier forecasts are the last reading's; the hours up to ${at(chosenToMs ?? learntToMs)} chose when to stop`;
  const own =
    held !== undefined && Number.isFinite(held)
      ? ` Its own 80 % band held ${Math.round(100 * held)} %; the band shown is moved to hold.`
      : '';
  return `LSTM with attention: ${learnt}.${own}`;
}
