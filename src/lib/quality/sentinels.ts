import { lengthInWords } from './length-words';
import { quantile, sortedSample } from './robust';
import { episodes, findingOver, minutesIn, spansWhere } from './runs';
import type { Finding, TagMinutes } from './types';

/** Numbers that loggers, PLCs and historians write for "no value". */
export const SENTINELS: readonly number[] = [
  -200, -999, -999.9, -999.25, -9999, -99999, 999, 9999, 99999, 999999, 9999999, 32767, -32768, 65535, 3276.7,
  -3276.8, 1e30, -1e30, 3.4028234663852886e38, -3.4028234663852886e38,
];
/** A sentinel stands so many times the usual spread away from the usual readings. */
const TIMES_SPREAD = 10;
/** Sentinels within so many minutes of each other are one finding. */
const EPISODE_MINUTES = 60;

/** Sentinels that a tag reads and that cannot be measurements: they stand far from all that is usual for it. */
export function sentinelsOf({ avg, min, max }: TagMinutes): number[] {
  const [lowest, highest] = rangeOf(min, max);
  const candidates = SENTINELS.filter(
    (value) => value >= lowest && value <= highest && (min.includes(value) || max.includes(value)),
  );
  if (candidates.length === 0) return [];
  const among = new Set(candidates);
  const sample = sortedSample(avg.filter((_, at) => !among.has(min[at]) && !among.has(max[at])));
  if (sample.length === 0) return [];
  const middle = quantile(sample, 0.5);
  const spread = Math.max(quantile(sample, 0.95) - quantile(sample, 0.05), 0.05 * Math.abs(middle), 1e-9);
  return candidates.filter((value) => Math.abs(value - middle) > TIMES_SPREAD * spread);
}

function rangeOf(min: Float64Array, max: Float64Array): [number, number] {
  let [lowest, highest] = [Infinity, -Infinity];
  for (let at = 0; at < min.length; at++) {
    if (min[at] < lowest) lowest = min[at];
    if (max[at] > highest) highest = max[at];
  }
  return [lowest, highest];
}

/** Minutes that hold one of the sentinels. @param sentinels as `sentinelsOf` gives them */
export function judgeSentinels(
  tag: string,
  minutes: Int32Array,
  { min, max }: TagMinutes,
  sentinels: readonly number[],
): Finding[] {
  return sentinels.flatMap((sentinel) => {
    const spans = spansWhere(minutes, (at) => min[at] === sentinel || max[at] === sentinel);
    return episodes(spans, EPISODE_MINUTES).map((group) => {
      const count = minutesIn(group);
      const finding = findingOver(group, {
        ...{ kind: 'sentinel', tag, quality: 'bad', excluded: true },
        words: `Read ${sentinel}, which stands for "no value", in ${lengthInWords(count)}.`,
        count,
      });
      return { ...finding, id: `${finding.id}|${sentinel}` };
    });
  });
}
