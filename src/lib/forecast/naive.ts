import { eachTarget } from './each-target';
import { DAY, WEEK, type History } from './types';

/** A last reading older than this says nothing of the present, hours. */
const OLDEST = WEEK;

/** Place of the last known value before an hour, -1 when there is none within a week. */
export function lastKnown(values: Float64Array, before: number): number {
  for (let at = before - 1; at >= Math.max(0, before - OLDEST); at--)
    if (!Number.isNaN(values[at])) return at;
  return -1;
}

/**
 * The hour with the same wall clock so many days earlier: 23 or 25 hours before where the clock was changed between.
 * @param at may lie beyond the history, as far as `offsets` reach
 */
export function sameHourBefore({ offsets }: Pick<History, 'offsets'>, at: number, days: number): number {
  const plain = at - DAY * days;
  const there = offsets[Math.max(0, plain)] ?? 0;
  return plain + Math.round((offsets[at] ?? there) - there);
}

/** The last reading, for all hours ahead. */
export const persistence = eachTarget<object>({
  name: 'persistence',
  fit: () => ({}),
  forecast(_state, { channels, length }, target, horizon) {
    const { values } = channels[target];
    const at = lastKnown(values, length);
    return new Float64Array(horizon).fill(at < 0 ? NaN : values[at]);
  },
});

/** The same hour by the plant's clock so many days before; where it is not known, the nearest earlier one that is. */
function sameHour(history: History, target: number, horizon: number, everyDays: number, mostDays: number) {
  const { values } = history.channels[target];
  return Float64Array.from({ length: horizon }, (_, step) => {
    for (let days = everyDays; days <= mostDays; days += everyDays) {
      const at = sameHourBefore(history, history.length + step, days);
      // An hour that is not over yet is not known: look a day further back.
      if (at >= 0 && at < history.length && !Number.isNaN(values[at])) return values[at];
    }
    return NaN;
  });
}

/** The same hour of yesterday. */
export const seasonalNaive = eachTarget<object>({
  name: 'seasonal naive',
  fit: () => ({}),
  forecast: (_state, history, target, horizon) =>
    sameHour(history, target, horizon, 1, 7 + Math.ceil(horizon / DAY)),
});

/** The same hour of the same weekday. */
export const weeklyNaive = eachTarget<object>({
  name: 'weekly naive',
  fit: ({ length }) =>
    length >= 2 * WEEK ? {} : { unfit: `the history has ${length} hours, less than two weeks` },
  forecast: (_state, history, target, horizon) => sameHour(history, target, horizon, 7, 28),
});
