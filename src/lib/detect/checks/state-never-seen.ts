import type { Frame } from '../frame';
import { wordsOfHeader } from '../../plant/streams';
import type { CheckMasks, CheckSpan } from './check';

/** States that are abnormal when set, by their name. */
const FAULT_WORDS =
  /_(?:fault\w*|alarm|trip(?:ped)?|abort\w*|e_?stop|emergency|fail(?:ed|ure)?|stoerung|not_?aus)_/;
/** A state that comes and goes is one event while it is back within so many hours. */
const AGAIN_HOURS = 24;
/** Share of a step in which a state must differ. */
const ON = 0.5;

/** True for a state whose name says that it means trouble. */
export const isFaultState = (tag: string): boolean => FAULT_WORDS.test(wordsOfHeader(tag));

/**
 * States (0 or 1) that the healthy period does not know: a fault bit at any time, other bits only while the plant runs,
 * because a stop switches many.
 */
export function statesNeverSeen(
  frame: Frame,
  indices: readonly number[],
  { use, healthy, steady }: CheckMasks,
): CheckSpan[] {
  const { stepMs } = frame;
  return indices.flatMap((index) => {
    const { tag, avg } = frame.tags[index];
    const fault = isFaultState(tag);
    const judged = fault ? null : steady;
    const learnt = fault ? healthy : use;
    let [zeros, ones] = [0, 0];
    for (let at = 0; at < avg.length; at++) {
      if (learnt[at] === 0 || avg[at] !== avg[at]) continue;
      if (avg[at] > 0) ones += 1;
      if (avg[at] < 1) zeros += 1;
    }
    if (zeros + ones === 0 || (zeros > 0 && ones > 0)) return [];
    const usual = ones > 0 ? 1 : 0;
    if (fault && usual === 1) return [];
    const again = fault ? 0 : (AGAIN_HOURS * 3_600_000) / stepMs;
    const spans: CheckSpan[] = [];
    for (let at = 0; at < avg.length; at++) {
      const differs = Math.abs(avg[at] - usual) >= ON && (judged === null || judged[at] !== 0);
      if (!differs) continue;
      const last = spans[spans.length - 1];
      if (last !== undefined && at - last.to <= again) last.to = at + 1;
      else {
        const words = `went to ${1 - usual}, which it never was in the healthy period`;
        spans.push({ check: 'state never seen', index, from: at, to: at + 1, ratio: fault ? 4 : 2, words });
      }
    }
    return spans;
  });
}
