import { trailingMean } from './rolling';
import type { Standardised } from './standardise';

/**
 * Winsorised trailing mean of standardised data: each value cut off at `cut` sigmas, then the mean of the last `window`
 * steps: one wild reading moves it by no more than cut/window, where a median would wait half a window for a real step.
 */
export function smooth(data: Standardised, window: number, cut: number): Standardised {
  if (window <= 1) return data;
  const columns = data.columns.map((column) =>
    trailingMean(
      column.map((value) => (value > cut ? cut : value < -cut ? -cut : value)),
      window,
    ),
  );
  return { ...data, columns };
}
