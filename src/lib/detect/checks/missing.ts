import { spansOf } from '../episodes';
import type { Frame } from '../frame';
import { pick, quantile, thin } from '../quantile';
import { usedSteps } from '../frame';
import { trailingMean } from '../rolling';
import type { CheckMasks, CheckSpan } from './check';

/** Share of readings missing over the window that makes an event. */
const LEAST_MISSING = 0.25;
const MARGIN = 2;
const WINDOW_MINUTES = 10;
const SAMPLES = 20_000;

/** Share of the usual readings that each step lacks, 0 to 1; where the whole export has a gap that is no tag's fault. */
function missingShares(frame: Frame, index: number, usual: number): Float32Array {
  const { avg, count } = frame.tags[index];
  const { rows, length } = frame;
  const shares = new Float32Array(length);
  for (let at = 0; at < length; at++) {
    const held = count === null ? Number(avg[at] === avg[at]) : count[at];
    const expected = count === null ? 1 : rows === null ? usual : Math.min(rows[at], usual);
    shares[at] = rows !== null && rows[at] === 0 ? NaN : Math.max(0, 1 - held / expected);
  }
  return shares;
}

/** Tags of which readings are missing while the export itself goes on. */
export function missingReadings(
  frame: Frame,
  indices: readonly number[],
  { use, healthy }: CheckMasks,
): CheckSpan[] {
  const window = Math.max(1, Math.round((WINDOW_MINUTES * 60_000) / frame.stepMs));
  const steps = thin(usedSteps(use), SAMPLES);
  return indices.flatMap((index) => {
    const { count } = frame.tags[index];
    const usual = count === null ? 1 : quantile(pick(Float64Array.from(count), steps), 0.5);
    if (!(usual > 0)) return [];
    const shares = trailingMean(missingShares(frame, index, usual), window);
    const most = shares.reduce((worst, share, at) => (healthy[at] !== 0 && share > worst ? share : worst), 0);
    const limit = Math.max(LEAST_MISSING, Math.min(0.9, MARGIN * most));
    return spansOf(shares, { on: limit, off: limit / 4, onDelay: 2, offDelay: window }).map(
      ({ from, to, peak }) => ({
        ...{ check: 'missing readings', index, from, to, ratio: peak / limit },
        words: `up to ${Math.round(100 * peak)} % of its readings were missing`,
      }),
    );
  });
}
