import type { CounterSamples } from './counters-types';

const HOUR_MS = 3_600_000;
/** Single precision, as controllers have it. */
const PRECISION = 1e-6;

/**
 * Hours in which a counter did more than rise, so that their minutes must be looked at: its lowest reading is below the
 * highest of the hour before, or its highest above the lowest of the hour after; or hours that an edge of a bucket cuts.
 * @param samples of one counter, in order of time
 * @param edges   edges of buckets, ms since epoch
 * @returns starts of hours, ms since epoch, ascending
 */
export function hoursToRefine(
  { fromMs, toMs, min, max }: CounterSamples,
  edges: readonly number[],
): number[] {
  const cut = new Set(
    edges.filter((ms) => ms % HOUR_MS !== 0).map((ms) => Math.floor(ms / HOUR_MS) * HOUR_MS),
  );
  const marked = new Set<number>();
  const isHour = (at: number) => toMs[at] - fromMs[at] === HOUR_MS;
  let before = -1;
  for (let at = 0; at < max.length; at++) {
    if (cut.has(fromMs[at]) && isHour(at)) marked.add(fromMs[at]);
    if (Number.isNaN(max[at])) continue;
    if (before >= 0 && min[at] < max[before] - PRECISION * Math.abs(max[before]))
      for (const hour of [before, at]) if (isHour(hour)) marked.add(fromMs[hour]);
    before = at;
  }
  return [...marked].sort((a, b) => a - b);
}

/** Samples with some hours replaced by their minutes. @param hours starts of the hours that the minutes are of */
export function withMinutes(
  samples: CounterSamples,
  minutes: CounterSamples,
  hours: readonly number[],
): CounterSamples {
  const replaced = new Set(hours);
  const rows = [
    ...Array.from(samples.fromMs.keys())
      .filter(
        (at) => !(replaced.has(samples.fromMs[at]) && samples.toMs[at] - samples.fromMs[at] === HOUR_MS),
      )
      .map((at) => [samples, at] as const),
    ...Array.from(minutes.fromMs.keys(), (at) => [minutes, at] as const),
  ].sort(([a, i], [b, j]) => a.fromMs[i] - b.fromMs[j]);
  const column = (key: keyof CounterSamples) => Float64Array.from(rows, ([of, at]) => of[key][at]);
  return { fromMs: column('fromMs'), toMs: column('toMs'), min: column('min'), max: column('max') };
}
