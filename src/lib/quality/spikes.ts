import { formatValue } from '$lib/series/format-value';
import { lengthInWords } from './length-words';
import { positionOf } from './missing';
import { medianOf3, medianOf5, quantile } from './robust';
import { episodes, findingOver, minutesIn, spansWhere } from './runs';
import type { Finding, MinuteSpan, TagMinutes } from './types';

/** Excursions this many times the usual one at the same level are spikes: dense minutes, and minutes of few readings. */
const TIMES_DENSE = 8;
const TIMES_SPARSE = 16;
const DENSE_READINGS = 10;
/** A spike comes back: the level after it is that before it, within this share of its height. */
const RETURNS_WITHIN = 0.3;
/** A spike is a few readings: the mean of a dense minute is off by less than this share of its height. */
const MEAN_WITHIN = 0.1;
/** Where so many minutes around reach half of what a spike needs but are none, the process itself is restless. */
const AROUND = 5;
const RESTLESS = 2;
/** Usual excursions are taken at so many levels of the value, as most instruments are noisier at higher readings. */
const LEVELS = 16;
/** No excursion below this share of the value's whole usual span is a spike. */
const LEAST_OF_SPAN = 0.05;
/** Minutes looked at for what is usual. */
const SAMPLE = 4_096;
/** Spikes within so many minutes of each other are one finding. */
const EPISODE_MINUTES = 60;
/** A tag that spikes in more than this share of its minutes is like that. */
const BY_NATURE = 0.05;

type Values = Pick<TagMinutes, 'avg' | 'min' | 'max'>;

/** Level around a minute: median of five means; NaN beside missing readings. */
const levelAt = ({ avg }: Values, at: number): number =>
  medianOf5(avg[at - 2], avg[at - 1], avg[at], avg[at + 1], avg[at + 2]);

/** Distance of the reading furthest from a level, signed. */
function heightAt({ min, max }: Values, at: number, level: number): number {
  const [up, down] = [max[at] - level, level - min[at]];
  return up >= down ? up : -down;
}

/** From which height on an excursion is too high at a level. */
interface Thresholds {
  /** Upper ends of the levels, ascending, the last one infinite. */
  ends: Float64Array;
  /** Usual height at each level. */
  usual: Float64Array;
  /** Least height of any spike. */
  least: number;
}

function levelOf({ ends }: Thresholds, value: number): number {
  let at = 0;
  while (value > ends[at]) at++;
  return at;
}

function thresholdsOf(values: Values): Thresholds {
  const step = Math.max(1, Math.floor(values.avg.length / SAMPLE));
  const found: { level: number; height: number }[] = [];
  for (let at = 2; at < values.avg.length - 2; at += step) {
    const level = levelAt(values, at);
    if (!Number.isNaN(level)) found.push({ level, height: Math.abs(heightAt(values, at, level)) });
  }
  found.sort((a, b) => a.level - b.level);
  const at = (share: number) =>
    found[Math.min(found.length - 1, Math.floor(share * found.length))]?.level ?? 0;
  const parts = Array.from({ length: LEVELS }, (_, part) =>
    found.slice(Math.floor((part * found.length) / LEVELS), Math.floor(((part + 1) * found.length) / LEVELS)),
  );
  const usual = Float64Array.from(
    parts,
    (part) => quantile(Float64Array.from(part, ({ height }) => height).sort(), 0.5) || 0,
  );
  const ends = Float64Array.from(parts, (_, part) =>
    part === LEVELS - 1 ? Infinity : at((part + 1) / LEVELS),
  );
  return { ends, usual, least: LEAST_OF_SPAN * (at(0.95) - at(0.05)) };
}

/** How high the furthest reading of a minute is against what a spike needs; NaN beside missing readings. */
function relativeHeight(values: TagMinutes, at: number, thresholds: Thresholds): number {
  const level = levelAt(values, at);
  if (Number.isNaN(level)) return Number.NaN;
  const times = values.count[at] >= DENSE_READINGS ? TIMES_DENSE : TIMES_SPARSE;
  const needed = Math.max(times * thresholds.usual[levelOf(thresholds, level)], thresholds.least);
  return Math.abs(heightAt(values, at, level)) / needed;
}

/** Whether the minutes around rise towards a spike's height by and by, as foam or a hunting valve does. */
function isRestless(values: TagMinutes, at: number, thresholds: Thresholds): boolean {
  let raised = 0;
  for (let near = Math.max(2, at - AROUND); near <= Math.min(values.avg.length - 3, at + AROUND); near++) {
    const height = relativeHeight(values, near, thresholds);
    if (near !== at && height > 0.5 && height <= 1) raised++;
  }
  return raised >= RESTLESS;
}

/** A test of whether minute `at` holds a spike. */
function spikeTest(minutes: Int32Array, values: TagMinutes, gapMinutes: number, thresholds: Thresholds) {
  const { avg, min, max, count } = values;
  const quick = Math.max(thresholds.least, TIMES_DENSE * Math.min(...thresholds.usual));
  return (at: number): boolean => {
    const [low, high] = [max[at] - quick, min[at] + quick];
    const [a, b, c] = [avg[at - 1], avg[at], avg[at + 1]];
    // The median of five lies not below what three of them do not lie below: nearly every minute ends here.
    if (a >= low && b >= low && c >= low && a <= high && b <= high && c <= high) return false;
    if (at < 3 || at > minutes.length - 4 || minutes[at + 3] - minutes[at - 3] > 6 * gapMinutes) return false;
    if (!(relativeHeight(values, at, thresholds) > 1)) return false;
    const level = levelAt(values, at);
    const size = Math.abs(heightAt(values, at, level));
    const before = medianOf3(avg[at - 3], avg[at - 2], avg[at - 1]);
    const after = medianOf3(avg[at + 1], avg[at + 2], avg[at + 3]);
    if (!(Math.abs(after - before) <= RETURNS_WITHIN * size)) return false;
    if (count[at] >= DENSE_READINGS && !(Math.abs(avg[at] - level) <= MEAN_WITHIN * size)) return false;
    return !isRestless(values, at, thresholds);
  };
}

/**
 * Minutes in which a reading leaves the level around it far more than is usual at that level, and comes back: not a
 * step, not a ramp, not a start or stop. After Hampel's filter (median of neighbours, median of deviations).
 * @param minutes    minutes since epoch, ascending
 * @param gapMinutes longest usual step between readings
 */
export function judgeSpikes(
  tag: string,
  unit: string,
  minutes: Int32Array,
  values: TagMinutes,
  gapMinutes: number,
): Finding[] {
  const spans = spansWhere(minutes, spikeTest(minutes, values, gapMinutes, thresholdsOf(values)));
  if (minutesIn(spans) > BY_NATURE * minutes.length) return [];
  return episodes(spans, EPISODE_MINUTES).map((group) => {
    const { worst, from } = furthest(minutes, values, group);
    const count = minutesIn(group);
    const [away, level] = [formatValue(Math.abs(worst), unit), formatValue(from, unit)];
    return findingOver(group, {
      ...{ kind: 'spikes', tag, quality: 'bad', excluded: true },
      words:
        count === 1
          ? `A reading jumped by ${away} from ${level} and came back at once.`
          : `Readings jumped by up to ${away} from ${level} and came back at once, in ${lengthInWords(count)}.`,
      count,
    });
  });
}

function furthest(
  minutes: Int32Array,
  values: TagMinutes,
  group: readonly MinuteSpan[],
): { worst: number; from: number } {
  let [worst, from] = [0, Number.NaN];
  for (const span of group) {
    for (let at = positionOf(minutes, span.from); at < minutes.length && minutes[at] < span.to; at++) {
      const level = levelAt(values, at);
      const height = heightAt(values, at, level);
      if (Math.abs(height) > Math.abs(worst)) [worst, from] = [height, level];
    }
  }
  return { worst, from };
}
