import { formatValue } from '$lib/series/format-value';
import { backAt, dropsOf, NEAR_ZERO, type Drop } from './counter-drops';
import { rhythmOf, rhythmWords } from './counter-rhythm';
import { lengthInWords } from './length-words';
import { quantile, sortedSample } from './robust';
import { findingOver } from './runs';
import type { Finding, MinuteSpan, TagMinutes } from './types';

/** A rise so many times the usual in a minute is a jump. */
const TIMES_USUAL_RISE = 100;

/** How a reset is called by where the counter stood: at the end of its digits it rolled over. */
function isRollover({ before, after }: Drop): boolean {
  const full = 10 ** Math.round(Math.log10(Math.max(before, 1)));
  return full >= 1000 && before <= full && before >= 0.98 * full && after < NEAR_ZERO * full;
}

const at = (minutes: Int32Array, position: number): MinuteSpan => ({
  from: minutes[position],
  to: minutes[position] + 1,
});

function resetFindings(
  tag: string,
  unit: string,
  minutes: Int32Array,
  resets: readonly Drop[],
  zone: string,
): Finding[] {
  const rhythm = rhythmOf(minutes, resets, zone);
  const usual = new Set(rhythm?.members);
  const facts = { kind: 'counter reset', tag, excluded: false } as const;
  const found = resets
    .filter((drop) => !usual.has(drop))
    .map((drop) => {
      const rolled = isRollover(drop);
      return findingOver([at(minutes, drop.at)], {
        ...facts,
        quality: rolled ? 'good' : 'uncertain',
        words: rolled
          ? `Rolled over from ${formatValue(drop.before, unit)}, the end of its digits.`
          : `Started anew from ${formatValue(drop.before, unit)} and goes on from ${formatValue(drop.after, unit)}: reset or replaced, not broken.`,
        count: 1,
      });
    });
  if (!rhythm) return found;
  const words = rhythmWords(minutes, rhythm.members, rhythm.minute);
  const spans = rhythm.members.map((drop) => at(minutes, drop.at));
  return [findingOver(spans, { ...facts, quality: 'good', words, count: spans.length }), ...found];
}

function dropoutFinding(tag: string, unit: string, minutes: Int32Array, drop: Drop, back: number): Finding {
  const span = { from: minutes[drop.at], to: minutes[back] };
  return findingOver([span], {
    ...{ kind: 'counter dropout', tag, quality: 'bad', excluded: true },
    words: `Fell from ${formatValue(drop.before, unit)} to ${formatValue(drop.after, unit)} and was back after ${lengthInWords(span.to - span.from)}: a dropout, not a reset.`,
    count: span.to - span.from,
  });
}

/** @param expected positions at which a rise is known to be the end of a dropout */
function jumpFindings(
  tag: string,
  unit: string,
  minutes: Int32Array,
  { min, max }: TagMinutes,
  expected: ReadonlySet<number>,
): Finding[] {
  const rises = new Float64Array(min.length).fill(Number.NaN);
  let last = -1;
  for (let now = 0; now < min.length; now++) {
    if (Number.isNaN(max[now])) continue;
    if (last >= 0 && max[now] > max[last])
      rises[now] = (max[now] - max[last]) / (minutes[now] - minutes[last]);
    last = now;
  }
  const usual = quantile(sortedSample(rises), 0.999);
  const found: Finding[] = [];
  for (let now = 0; now < min.length; now++) {
    if (!(rises[now] > TIMES_USUAL_RISE * usual) || expected.has(now)) continue;
    const rise = formatValue(rises[now], unit);
    found.push(
      findingOver([at(minutes, now)], {
        ...{ kind: 'counter jump', tag, quality: 'uncertain', excluded: false },
        words: `Rose by ${rise} in a minute, ${TIMES_USUAL_RISE} times more than it ever usually does.`,
        count: 1,
      }),
    );
  }
  return found;
}

/**
 * Where a counter falls, with the cause told apart: a reset in a rhythm (each day, each month), the end of its digits, a
 * single reset or replacement, a dropout that comes back, or running backwards; and where it jumps.
 * @param zone of the plant: counters are reset by its clock
 */
export function judgeCounter(
  tag: string,
  unit: string,
  minutes: Int32Array,
  values: TagMinutes,
  zone: string,
): Finding[] {
  const resets: Drop[] = [];
  const found: Finding[] = [];
  const ends = new Set<number>();
  let until = -1;
  for (const drop of dropsOf(values)) {
    if (drop.at < until) continue;
    const back = backAt(minutes, values, drop);
    if (back !== null && drop.before > 0) {
      found.push(dropoutFinding(tag, unit, minutes, drop, back));
      ends.add(back);
      until = back + 1;
    } else if (drop.after <= NEAR_ZERO * drop.before) resets.push(drop);
    else
      found.push(
        findingOver([at(minutes, drop.at)], {
          ...{ kind: 'counter jump', tag, quality: 'uncertain', excluded: false },
          words: `Ran backwards from ${formatValue(drop.before, unit)} to ${formatValue(drop.after, unit)}.`,
          count: 1,
        }),
      );
  }
  return [
    ...resetFindings(tag, unit, minutes, resets, zone),
    ...found,
    ...jumpFindings(tag, unit, minutes, values, ends),
  ];
}
