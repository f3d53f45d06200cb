import { timeReader } from './time';
import { stampsOf, type SampleRows } from './time-column';
import type { RowPace, TimeSource } from './types';

/** Times of rows in file order, ms with wall time taken as UTC; rows that cannot be read are passed over. */
export function wallTimes(rows: string[][], time: TimeSource): number[] {
  if (time.kind === 'row-number') return [];
  const read = timeReader(time.format);
  return stampsOf(rows, time)
    .map(read)
    .filter((ms) => ms !== null);
}

/** How the sampled rows follow each other; undefined for fewer than two times. */
export function rowPace({ head, tail }: SampleRows, time: TimeSource): RowPace | undefined {
  const steps = [head, tail].flatMap((part) => {
    const times = wallTimes(part, time);
    return times.slice(1).map((ms, at) => ms - times[at]);
  });
  if (steps.length === 0) return undefined;
  const sizes = steps.map(Math.abs).sort((a, b) => a - b);
  const down = steps.filter((step) => step < 0).length;
  const up = steps.filter((step) => step > 0).length;
  return { stepMs: sizes[sizes.length >> 1], newestFirst: down > up };
}
