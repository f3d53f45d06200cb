import { spansOf } from '../episodes';
import type { Frame } from '../frame';
import { usedSteps } from '../frame';
import { pick, quantile, thin } from '../quantile';
import type { CheckMasks, CheckSpan } from './check';

/** Share of the constant that a reading must be off. */
const LEAST_OFF = 0.01;
const LEAST_MINUTES = 30;
const SAMPLES = 20_000;

/** Analog tags that never changed in the healthy period, and now read something else. */
export function leftConstant(
  frame: Frame,
  indices: readonly number[],
  { use, steady }: CheckMasks,
): CheckSpan[] {
  const onDelay = Math.max(1, Math.round((LEAST_MINUTES * 60_000) / frame.stepMs));
  const steps = thin(usedSteps(use), SAMPLES);
  return indices.flatMap((index) => {
    const { avg } = frame.tags[index];
    const constant = quantile(pick(avg, steps), 0.5);
    if (constant !== constant) return [];
    const least = LEAST_OFF * Math.abs(constant) || Number.MIN_VALUE;
    const off = Float32Array.from(avg, (value, at) =>
      steady[at] === 0 || value !== value ? NaN : Math.abs(value - constant) > least ? 1 : 0,
    );
    return spansOf(off, { on: 0.5, off: 0.5, onDelay, offDelay: onDelay }).map(({ from, to }) => ({
      ...{ check: 'left its constant', index, from, to, ratio: 2 },
      words: `was ${constant} throughout the healthy period`,
    }));
  });
}
