import type { PlanWarning } from './types';

/** A warning that asks nothing. */
export const info = (message: string, advice = ''): PlanWarning => ({ severity: 'info', message, advice });
/** A warning that deserves a look. */
export const warning = (message: string, advice = ''): PlanWarning => ({
  severity: 'warning',
  message,
  advice,
});
/** A count with its noun: `1 cell`, `2,000 cells`. */
export const countOf = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
