import { linear, linearSeveral } from './linear';
import { persistence, seasonalNaive, weeklyNaive } from './naive';
import { dampedSmoothing } from './smoothing';
import type { ForecastMethod, MethodName } from './types';

/** Methods that need nothing but time: the plain ones, as equals. */
export const PLAIN_METHODS: readonly ForecastMethod[] = [
  persistence,
  seasonalNaive,
  weeklyNaive,
  dampedSmoothing,
  linear,
  linearSeveral,
] as ForecastMethod[];

/** What each method does, in a sentence. */
export const METHOD_WORDS: Record<MethodName, string> = {
  persistence: 'The last reading, for all hours ahead.',
  'seasonal naive': 'The same hour of yesterday.',
  'weekly naive': 'The same hour of the same weekday a week ago.',
  'damped smoothing': 'Level, damped trend and daily rhythm, smoothed exponentially (Holt-Winters).',
  linear: 'A week of its own past as trend and remainder, weights in closed form (DLinear, NLinear, ridge).',
  'linear, several channels': 'The same with the last half day of the channels that move before it.',
  'LSTM with attention': 'A neural network over the last days of many sensors; it says its own band.',
  combination: 'All of these, weighed by how well each did on this plant so far.',
};
