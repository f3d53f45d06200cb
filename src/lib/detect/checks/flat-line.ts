import type { Frame, TagSamples } from '../frame';
import type { CheckMasks, CheckSpan } from './check';

/** A value that stands still this many times as long as it ever did in healthy steps is stuck. */
const MARGIN = 2;
/** Least minutes of a flat line. */
const LEAST_MINUTES = 45;

/** Length of the flat line that ends at each step, steps; a step is flat when nothing in it differs from the step before. */
export function flatRuns({ avg, min, max }: TagSamples, steady: Uint8Array): Uint32Array {
  const runs = new Uint32Array(avg.length);
  for (let at = 1; at < avg.length; at++) {
    const low = min ?? avg;
    const high = max ?? avg;
    const flat =
      steady[at] !== 0 && low[at] === high[at] && low[at] === high[at - 1] && low[at - 1] === high[at - 1];
    runs[at] = flat ? runs[at - 1] + 1 : 0;
  }
  return runs;
}

/** Tags that stand still longer than they ever did in the healthy period. Tags without change there are left out. */
export function flatLines(
  frame: Frame,
  indices: readonly number[],
  { use, steady }: CheckMasks,
): CheckSpan[] {
  const least = Math.max(2, Math.round((LEAST_MINUTES * 60_000) / frame.stepMs));
  return indices.flatMap((index) => {
    const runs = flatRuns(frame.tags[index], steady);
    const longest = runs.reduce((most, run, at) => (use[at] !== 0 && run > most ? run : most), 0);
    const limit = Math.max(least, MARGIN * longest);
    const spans: CheckSpan[] = [];
    for (let at = 0; at < runs.length; at++) {
      const ends = at + 1 === runs.length || runs[at + 1] <= runs[at];
      if (runs[at] < limit || !ends || (runs[at + 1] ?? 0) > runs[at]) continue;
      const minutes = Math.round((runs[at] * frame.stepMs) / 60_000);
      const words = `stood at ${frame.tags[index].avg[at]} for ${minutes} minutes`;
      spans.push({
        check: 'flat line',
        index,
        from: at - runs[at],
        to: at + 1,
        ratio: runs[at] / limit,
        words,
      });
    }
    return spans;
  });
}
