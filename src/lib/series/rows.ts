import type { TimeView } from './view';

/** Index of the first time at or after an instant; length when there is none. Times ascend. */
export function lowerBound(times: ArrayLike<number>, ms: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows in a view as [start, end): end is not included. Times ascend. */
export function rowsIn(times: ArrayLike<number>, view: TimeView): [start: number, end: number] {
  return [lowerBound(times, view.fromMs), lowerBound(times, view.toMs)];
}

/** Index of the time nearest to an instant, the earlier of two as near; -1 when there are no times. */
export function nearestRow(times: ArrayLike<number>, ms: number): number {
  const after = lowerBound(times, ms);
  if (after === 0) return times.length ? 0 : -1;
  if (after === times.length) return after - 1;
  return ms - times[after - 1] <= times[after] - ms ? after - 1 : after;
}
