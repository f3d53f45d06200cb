import { usedSteps, type Frame, type TagSamples } from '../frame';
import { pick, quantile } from '../quantile';
import { spansOf } from '../episodes';
import type { CheckMasks, CheckSpan } from './check';

/** A reading is a spike when it is this many times as far from its minute's mean as any but the wildest healthy one. */
const MARGIN = 2;
const WILDEST = 0.9995;
/** Spiky steps within the window that make an event. */
const LEAST_SPIKES = 3;
const WINDOW_MINUTES = 60;

/** Greatest distance of a reading from the mean of its step. */
function excursions({ avg, min, max }: TagSamples): Float32Array | null {
  if (min === null || max === null) return null;
  const sizes = new Float32Array(avg.length);
  for (let at = 0; at < sizes.length; at++) sizes[at] = Math.max(max[at] - avg[at], avg[at] - min[at]);
  return sizes;
}

/** Spikes in the window that ends at each step. */
function countsOf(spiky: Uint8Array, window: number): Float32Array {
  const counts = new Float32Array(spiky.length);
  let count = 0;
  for (let at = 0; at < spiky.length; at++) {
    count += spiky[at] - (at >= window ? spiky[at - window] : 0);
    counts[at] = count;
  }
  return counts;
}

/** Tags whose single readings jump far from their neighbours, again and again. */
export function spikes(frame: Frame, indices: readonly number[], { use, steady }: CheckMasks): CheckSpan[] {
  const window = Math.max(1, Math.round((WINDOW_MINUTES * 60_000) / frame.stepMs));
  const healthy = usedSteps(use);
  return indices.flatMap((index) => {
    const sizes = excursions(frame.tags[index]);
    if (sizes === null) return [];
    const limit = MARGIN * quantile(pick(sizes, healthy), WILDEST);
    if (!(limit > 0)) return [];
    const spiky = new Uint8Array(sizes.length);
    for (let at = 0; at < spiky.length; at++) spiky[at] = steady[at] !== 0 && sizes[at] > limit ? 1 : 0;
    // What process upsets do in the healthy period is no fault of the wiring.
    const counts = countsOf(spiky, window);
    const usual = healthy.reduce((most, at) => Math.max(most, counts[at]), 0);
    const least = Math.max(LEAST_SPIKES, 2 * usual);
    return spansOf(counts, { on: least - 0.5, off: 0.5, onDelay: 1, offDelay: window }).map(
      ({ from, to, peakAt, peak }) => {
        const words = `${peak} minutes of an hour with readings more than ${limit.toPrecision(3)} off their mean`;
        return {
          check: 'spikes',
          index,
          from,
          to: Math.max(peakAt + 1, to - window),
          ratio: peak / least,
          words,
        };
      },
    );
  });
}
