import type { Mask } from './frame';
import type { Standardised } from './standardise';

/** A coarse step is used when this share of its fine steps is. */
const LEAST_SHARE = 0.5;

/**
 * Means of standardised data over `size` steps, each value cut off at `cut` sigmas first.
 * @param use fine steps that count
 * @returns data of ceil(length / size) steps; present where at least half the fine steps count
 */
export function coarsen(data: Standardised, use: Mask, size: number, cut: number): Standardised {
  const length = Math.ceil(data.length / size);
  const used = new Uint8Array(data.length);
  for (let at = 0; at < used.length; at++) used[at] = use[at] !== 0 && data.present[at] !== 0 ? 1 : 0;
  const columns = data.columns.map((column) => {
    const means = new Float32Array(length);
    for (let block = 0; block < length; block++) {
      let sum = 0;
      let count = 0;
      const end = Math.min(data.length, (block + 1) * size);
      for (let at = block * size; at < end; at++) {
        const value = column[at];
        if (used[at] === 0 || value !== value) continue;
        sum += value > cut ? cut : value < -cut ? -cut : value;
        count += 1;
      }
      means[block] = count > 0 ? sum / count : NaN;
    }
    return means;
  });
  const present = coarsenMask(used, size);
  return { ...data, stepMs: data.stepMs * size, length, columns, present };
}

/** A mask over coarse steps: 1 where at least half the fine steps are. */
export function coarsenMask(mask: Mask, size: number): Mask {
  return Uint8Array.from({ length: Math.ceil(mask.length / size) }, (_, block) => {
    const end = Math.min(mask.length, (block + 1) * size);
    let used = 0;
    for (let at = block * size; at < end; at++) used += mask[at];
    return used >= LEAST_SHARE * (end - block * size) ? 1 : 0;
  });
}
