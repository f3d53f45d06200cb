import { perMinuteAt } from './interval';
import { lengthInWords } from './length-words';
import { episodes, findingOver, minutesIn, spansWhere } from './runs';
import type { Finding, Interval, MinuteSpan, Timeline } from './types';

/** A minute lacks readings below this share of those expected. */
const ENOUGH = 0.9;
/** Stretches that lack readings within so many minutes of each other are one finding. */
const EPISODE_MINUTES = 30;

/** Stretches in which the tag has no reading though the plant has rows, by the distance of its readings. */
function sparseGaps(
  { minutes }: Timeline,
  count: Float64Array,
  { gapMinutes, seconds }: Interval,
): MinuteSpan[] {
  const stretch = Math.max(1, Math.round(seconds / 60));
  const gaps: MinuteSpan[] = [];
  let last = -1;
  for (let at = 0; at < minutes.length; at++) {
    if (!(count[at] > 0)) continue;
    const rowsBetween = at - last > 1;
    if (last >= 0 && rowsBetween && minutes[at] - minutes[last] > gapMinutes)
      gaps.push({ from: minutes[last] + stretch, to: minutes[at] });
    last = at;
  }
  return gaps;
}

/** Before the tag's first reading and after its last, where the plant has rows for more than a gap's length. */
function endGaps({ minutes }: Timeline, count: Float64Array, { gapMinutes }: Interval): MinuteSpan[] {
  const [first, last] = [count.findIndex((found) => found > 0), count.findLastIndex((found) => found > 0)];
  const end = minutes[minutes.length - 1] + 1;
  return [
    { from: minutes[0], to: minutes[first] },
    { from: minutes[last] + 1, to: end },
  ].filter(({ from, to }) => to - from > gapMinutes);
}

function missingIn(
  { minutes }: Timeline,
  count: Float64Array,
  expected: (at: number) => number,
  group: readonly MinuteSpan[],
): { found: number; wanted: number } {
  let [found, wanted] = [0, 0];
  for (const { from, to } of group) {
    for (let at = positionOf(minutes, from); at < minutes.length && minutes[at] < to; at++) {
      found += count[at];
      wanted += expected(at);
    }
  }
  return { found, wanted };
}

/** First position whose minute is not before `minute`. */
export function positionOf(minutes: Int32Array, minute: number): number {
  let [low, high] = [0, minutes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (minutes[middle] < minute) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Where a tag's readings are missing while the plant has rows: all of them (`gap`) or some (`thin`). Rows that are
 * missing for all tags are found in the timeline, once.
 * @param rowsInterval interval of the rows: a tag with a reading in every row is expected in every row there is
 */
export function judgeMissing(
  tag: string,
  timeline: Timeline,
  count: Float64Array,
  interval: Interval,
  rowsInterval: Interval,
): Finding[] {
  const rate = perMinuteAt(interval);
  const share = Math.min(1, rate / perMinuteAt(rowsInterval));
  const expected = (at: number) => (interval.regular ? share * timeline.rows[at] : 0);
  const dense = interval.regular && rate >= 3;
  const spans = dense
    ? spansWhere(timeline.minutes, (at) => expected(at) >= 3 && count[at] < ENOUGH * expected(at))
    : [...endGaps(timeline, count, interval), ...sparseGaps(timeline, count, interval)].sort(
        (a, b) => a.from - b.from,
      );
  return episodes(spans, dense ? EPISODE_MINUTES : 0).map((group) => {
    const { found, wanted } = missingIn(timeline, count, expected, group);
    const length = lengthInWords(minutesIn(group));
    const missing = Math.round(wanted - found);
    const all = found === 0;
    return findingOver(group, {
      ...{ kind: all ? 'gap' : 'thin', tag, excluded: false },
      quality: all ? 'bad' : 'uncertain',
      words: all
        ? `No reading for ${length}.`
        : `${missing} of ${Math.round(wanted)} readings are missing within ${length}.`,
      count: all ? minutesIn(group) : missing,
    });
  });
}
