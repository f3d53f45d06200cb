import { timeReader } from './time';

/** Which of two numbers in a date is the day, and on what ground. */
export interface DayOrder {
  dayFirst: boolean;
  /** `number`: one above 12; `order`: only this way do the rows follow each other; `mixed`: both orders occur. */
  ground: 'number' | 'order' | 'mixed' | 'none';
}

/** Put day and month into a shape's pattern. */
export const orderedPattern = (pattern: string, dayFirst: boolean): string =>
  pattern.replace('{1}', dayFirst ? 'dd' : 'MM').replace('{2}', dayFirst ? 'MM' : 'dd');

/** Longest step between neighbours, and whether the stamps run one way only; unreadable ones are passed over. */
function run(stamps: string[], pattern: string): { longest: number; monotone: boolean } {
  const read = timeReader({ kind: 'pattern', pattern });
  const times = stamps.map(read).filter((ms) => ms !== null);
  const steps = times.slice(1).map((ms, index) => ms - times[index]);
  return {
    longest: steps.reduce((most, step) => Math.max(most, Math.abs(step)), 0),
    monotone: steps.every((step) => step >= 0) || steps.every((step) => step <= 0),
  };
}

/** A wrong order turns a step over midnight into a month; ten times the longest step is then far exceeded. */
const DECISIVE = 10;

/**
 * Whether dates are day first, from all stamps of head and tail in file order.
 * @param shapes the two numbers of each stamp
 * @param pattern with `{1}` and `{2}` in the places of day and month
 */
export function dayOrder(
  shapes: { first: number; second: number }[],
  pattern: string,
  head: string[],
  tail: string[],
): DayOrder {
  const days = shapes.filter(({ first }) => first > 12).length;
  const months = shapes.filter(({ second }) => second > 12).length;
  if (days > 0 || months > 0)
    return { dayFirst: days >= months, ground: days > 0 && months > 0 ? 'mixed' : 'number' };
  const [dayFirst, monthFirst] = [true, false].map((order) => orderedPattern(pattern, order));
  const [byDay, byMonth] = [dayFirst, monthFirst].map((candidate) => [
    run(head, candidate),
    run(tail, candidate),
  ]);
  const longest = (runs: { longest: number }[]) => Math.max(...runs.map((part) => part.longest));
  if (longest(byDay) * DECISIVE < longest(byMonth)) return { dayFirst: true, ground: 'order' };
  if (longest(byMonth) * DECISIVE < longest(byDay)) return { dayFirst: false, ground: 'order' };
  const whole = [dayFirst, monthFirst].map((candidate) => run([...head, ...tail], candidate).monotone);
  return whole[0] === whole[1] ? { dayFirst: true, ground: 'none' } : { dayFirst: whole[0], ground: 'order' };
}
