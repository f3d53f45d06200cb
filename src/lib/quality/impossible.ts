import { formatValue } from '$lib/series/format-value';
import { episodes, findingOver, minutesIn, spansWhere } from './runs';
import { lengthInWords } from './length-words';
import { positionOf } from './missing';
import type { Finding, Limits, MinuteSpan, TagMinutes } from './types';

/** Readings beyond the limits within so many minutes of each other are one finding. */
const EPISODE_MINUTES = 60;

/** The reading furthest beyond the limits in spans. */
function furthest(
  minutes: Int32Array,
  { min, max }: TagMinutes,
  group: readonly MinuteSpan[],
  limits: Limits,
): number {
  let [worst, by] = [Number.NaN, 0];
  for (const { from, to } of group) {
    for (let at = positionOf(minutes, from); at < minutes.length && minutes[at] < to; at++) {
      for (const [value, beyond] of [
        [min[at], limits.low - min[at]],
        [max[at], max[at] - limits.high],
      ]) {
        if (beyond > by) [worst, by] = [value, beyond];
      }
    }
  }
  return worst;
}

/** Whether a minute holds a reading beyond the limits. */
export const isBeyond = ({ min, max }: TagMinutes, at: number, { low, high }: Limits): boolean =>
  min[at] < low || max[at] > high;

/** Minutes that hold a reading which cannot be, by the tag's limits. */
export function judgeImpossible(
  tag: string,
  unit: string,
  minutes: Int32Array,
  values: TagMinutes,
  limits: Limits,
): Finding[] {
  const spans = spansWhere(minutes, (at) => isBeyond(values, at, limits));
  return episodes(spans, EPISODE_MINUTES).map((group) => {
    const worst = furthest(minutes, values, group, limits);
    const [side, limit] = worst > limits.high ? ['above', limits.high] : ['below', limits.low];
    const count = minutesIn(group);
    return findingOver(group, {
      ...{ kind: 'impossible', tag, quality: 'bad', excluded: true },
      words: `Read ${formatValue(worst, unit)}, ${side} the possible ${formatValue(limit, unit)}, in ${lengthInWords(count)}.`,
      count,
    });
  });
}
