import type { CounterSamples } from './counters-types';

/** How fast a counter rises when all is well. */
export interface CounterPace {
  /** Usual fast rise, per minute: the 90th percentile of what was counted over the time it took. */
  perMinute: number;
  /** Usual large step between two stretches of the shortest kind. */
  step: number;
}

/** Fewer rises than this say nothing about the pace. */
const LEAST_RISES = 5;
/** Rises this many times as fast as the usual fast ones are no production. */
const FASTEST = 10;
/** Steps that may come at once: a value that is written seldom, or late. */
const STEPS_AT_ONCE = 3;
const MINUTE_MS = 60_000;

function quantile(values: number[], share: number): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** The pace of a counter; null when it rose fewer than five times. */
export function counterPace({ fromMs, toMs, min, max }: CounterSamples): CounterPace | null {
  const rates: number[] = [];
  const steps: { step: number; lengthMs: number }[] = [];
  let before = -1;
  let roseMs = Number.NaN;
  for (let at = 0; at < max.length; at++) {
    if (Number.isNaN(max[at])) continue;
    const step = before < 0 ? 0 : max[at] - max[before];
    if (before < 0 || min[at] < max[before]) roseMs = toMs[at];
    else if (step > 0) {
      rates.push((step * MINUTE_MS) / (toMs[at] - roseMs));
      steps.push({ step, lengthMs: toMs[at] - fromMs[at] });
      roseMs = toMs[at];
    }
    before = at;
  }
  if (rates.length < LEAST_RISES) return null;
  const shortest = 2 * Math.min(...steps.map(({ lengthMs }) => lengthMs));
  const short = steps.flatMap(({ step, lengthMs }) => (lengthMs <= shortest ? [step] : []));
  return { perMinute: quantile(rates, 0.9), step: quantile(short, 0.9) };
}

/** The most that a counter of this pace can rise in some time; without a pace nothing is too much. */
export function mostRise(pace: CounterPace | null, elapsedMs: number): number {
  if (pace === null) return Number.POSITIVE_INFINITY;
  return (FASTEST * pace.perMinute * Math.max(0, elapsedMs)) / MINUTE_MS + STEPS_AT_ONCE * pace.step;
}
