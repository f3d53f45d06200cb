import { usedSteps, type Frame, type Mask } from '../frame';
import { pick, quantile, thin } from '../quantile';
import type { CheckMasks, CheckSpan } from './check';

/** Rows over the usual number that say that the clock went over the same minutes twice. */
const DOUBLED = 1.5;
/** Minutes without a row that count as a gap. */
const LEAST_GAP_MINUTES = 5;
const SAMPLES = 20_000;

function runs(length: number, is: (at: number) => boolean): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let at = 0; at < length; at++) {
    if (!is(at)) continue;
    const last = found[found.length - 1];
    if (last !== undefined && last.to === at) last.to = at + 1;
    else found.push({ from: at, to: at + 1 });
  }
  return found;
}

/** Steps that the export holds twice: two times mixed in one, of which nothing can be said. None when rows are not known. */
export function doubledSteps({ rows, length }: Frame, use: Mask): Mask {
  if (rows === null) return new Uint8Array(length);
  const usual = quantile(pick(Float64Array.from(rows), thin(usedSteps(use), SAMPLES)), 0.5);
  return Uint8Array.from(rows, (count) => (count > DOUBLED * usual ? 1 : 0));
}

/** Minutes that the export holds twice (its clock was set back) or not at all. Nothing when rows are not known. */
export function clockFaults({ rows, length, stepMs }: Frame, { use }: CheckMasks): CheckSpan[] {
  if (rows === null) return [];
  const usual = quantile(pick(Float64Array.from(rows), thin(usedSteps(use), SAMPLES)), 0.5);
  if (!(usual > 0)) return [];
  const minutes = (steps: number) => Math.round((steps * stepMs) / 60_000);
  const doubled = runs(length, (at) => rows[at] > DOUBLED * usual).map(({ from, to }): CheckSpan => {
    const words = `${minutes(to - from)} minutes have up to ${Math.max(...rows.subarray(from, to))} rows each instead of ${usual}: the clock was set back`;
    return { check: 'clock', index: null, from, to, ratio: 2, words };
  });
  const gaps = runs(length, (at) => rows[at] === 0)
    .filter(({ from, to }) => minutes(to - from) >= LEAST_GAP_MINUTES)
    .map(({ from, to }): CheckSpan => {
      const words = `no row for ${minutes(to - from)} minutes`;
      return { check: 'data gap', index: null, from, to, ratio: 2, words };
    });
  return [...doubled, ...gaps];
}
