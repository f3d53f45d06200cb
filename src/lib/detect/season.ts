import { usedSteps, type Mask } from './frame';
import { MAD_TO_SIGMA, medianAndMad, quantile, thin } from './quantile';
import type { Standardised } from './standardise';

const HOUR_MS = 3_600_000;
const HOURS = 24;
/** Days of healthy steps below which an hour of day cannot be told from chance. */
const LEAST_DAYS = 5;
/** The season is taken when it makes the spread this much smaller. */
const WORTH = 0.95;
const FIT_SAMPLES = 40_000;

/** Hour of day of a step, UTC. */
export const hourOfStep = (
  { startMs, stepMs }: Pick<Standardised, 'startMs' | 'stepMs'>,
  at: number,
): number => Math.floor((startMs + at * stepMs) / HOUR_MS) % HOURS;

/**
 * Median of each hour of day (UTC) where that narrows the spread of the healthy steps by 5 %; null where it does not,
 * or where the history is shorter than five days.
 * @returns shape [24] or null
 */
export function seasonOf(data: Standardised, column: Float32Array, use: Mask): Float64Array | null {
  const steps = thin(usedSteps(use), FIT_SAMPLES);
  if (steps.length === 0 || (steps[steps.length - 1] - steps[0]) * data.stepMs < LEAST_DAYS * HOURS * HOUR_MS)
    return null;
  const byHour: number[][] = Array.from({ length: HOURS }, () => []);
  for (const at of steps) byHour[hourOfStep(data, at)].push(column[at]);
  const all = quantile(
    Array.from(steps, (at) => column[at]),
    0.5,
  );
  const profile = Float64Array.from(byHour, (values) => {
    const median = quantile(values, 0.5);
    return Number.isNaN(median) ? all : median;
  });
  const before = medianAndMad(Array.from(steps, (at) => column[at])).mad;
  const after = medianAndMad(Array.from(steps, (at) => column[at] - profile[hourOfStep(data, at)])).mad;
  return after * MAD_TO_SIGMA < WORTH * before * MAD_TO_SIGMA ? profile : null;
}
