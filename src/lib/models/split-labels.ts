import type { LabelledWindows } from './class-samples';
import { SPLIT_SHARES } from './split';

/**
 * Parts of labelled windows. Labels lie where faults were, not evenly in time: of each class the oldest windows teach, the
 * next choose the epoch, the newest judge. No window that judges shares a step with one that taught or chose; where a
 * class is too short for that it is not judged.
 * @param steps of a window
 */
export function splitLabels(
  { starts, classes }: LabelledWindows,
  steps: number,
): Record<'train' | 'validation' | 'test', LabelledWindows> {
  const byClass = new Map<number, number[]>();
  starts.forEach((_, at) => byClass.set(classes[at], [...(byClass.get(classes[at]) ?? []), at]));
  const parts = { train: [] as number[], validation: [] as number[], test: [] as number[] };
  for (const places of byClass.values()) {
    places.sort((a, b) => starts[a] - starts[b]);
    const train = Math.max(1, Math.round(places.length * SPLIT_SHARES.train));
    const judged = train + Math.ceil(places.length * SPLIT_SHARES.validation);
    parts.train.push(...places.slice(0, train));
    parts.validation.push(...places.slice(train, judged));
    parts.test.push(...places.slice(judged));
  }
  const seen = [...parts.train, ...parts.validation].map((at) => starts[at]).sort((a, b) => a - b);
  const of = (places: number[]): LabelledWindows => {
    const ordered = [...places].sort((a, b) => starts[a] - starts[b]);
    return {
      starts: Int32Array.from(ordered, (at) => starts[at]),
      classes: Uint8Array.from(ordered, (at) => classes[at]),
    };
  };
  return {
    train: of(parts.train),
    validation: of(parts.validation),
    test: of(parts.test.filter((at) => nearest(seen, starts[at]) >= steps)),
  };
}

/** Distance to the nearest of some ascending numbers; Infinity without any. */
function nearest(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return Math.min(
    Math.abs((sorted[low] ?? Infinity) - value),
    Math.abs(value - (sorted[low - 1] ?? -Infinity)),
  );
}
