import { formatValue } from '$lib/series/format-value';
import { quantile, sortedSample } from './robust';
import { findingOver } from './runs';
import type { Finding, TagMinutes } from './types';

/** Steps are coarse when the usual span of the tag has no more of them. */
const MOST_STEPS = 30;
/** Fewer different readings are a state, not a measurement in steps. */
const LEAST_VALUES = 6;
/** Nearly all readings lie on the steps. */
const ON_STEPS = 0.99;

/**
 * The step in which a tag reads, when it is coarse: readings are whole multiples of it, and its usual span has at most
 * 30 of them.
 * @returns step in the tag's unit and steps in its usual span; null when it is fine, or there is none
 */
export function coarseStep({
  min,
  max,
}: Pick<TagMinutes, 'min' | 'max'>): { step: number; steps: number } | null {
  const sample = sortedSample(Float64Array.from([...sortedSample(min), ...sortedSample(max)]));
  const span = quantile(sample, 0.99) - quantile(sample, 0.01);
  const values = sample.filter((value, at) => at === 0 || value !== sample[at - 1]);
  // More values than steps can explain: some are off them.
  if (!(span > 0) || values.length < LEAST_VALUES || values.length > 20 * MOST_STEPS) return null;
  const differences = values.map((value, at) => (at === 0 ? Infinity : value - values[at - 1])).sort();
  const step = differences.find((difference) => difference > 1e-6 * span) ?? Infinity;
  const steps = Math.round(span / step);
  if (steps > MOST_STEPS || steps < 2) return null;
  const on = sample.filter((value) => {
    const places = (value - sample[0]) / step;
    return Math.abs(places - Math.round(places)) < 0.01;
  });
  return on.length >= ON_STEPS * sample.length ? { step, steps } : null;
}

/** A tag that reads in coarse steps: small changes cannot be seen in it. */
export function judgeSteps(tag: string, unit: string, minutes: Int32Array, values: TagMinutes): Finding[] {
  const found = coarseStep(values);
  if (!found || minutes.length === 0) return [];
  const span = { from: minutes[0], to: minutes[minutes.length - 1] + 1 };
  return [
    findingOver([span], {
      ...{ kind: 'coarse steps', tag, quality: 'good', excluded: false },
      words: `Reads in steps of ${formatValue(found.step, unit)}, ${found.steps} over its usual span: smaller changes cannot be seen.`,
      count: found.steps,
    }),
  ];
}
