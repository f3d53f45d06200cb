import { usedSteps, type Mask } from './frame';
import { MAD_TO_SIGMA, medianAndMad, pick, quantile, thin } from './quantile';
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
  const values = pick(column, steps);
  const hours = Uint8Array.from(steps, (at) => hourOfStep(data, at));
  const { median: all, mad: before } = medianAndMad(values);
  const profile = Float64Array.from({ length: HOURS }, (_, hour) => {
    const median = quantile(
      values.filter((_value, k) => hours[k] === hour),
      0.5,
    );
    return Number.isNaN(median) ? all : median;
  });
  const after = medianAndMad(values.map((value, k) => value - profile[hours[k]])).mad;
  return after * MAD_TO_SIGMA < WORTH * before * MAD_TO_SIGMA ? profile : null;
}
