import { formatValue } from '$lib/series/format-value';
import { wallMs } from '$lib/series/zone';
import { lengthInWords } from './length-words';
import { quantile, sortedSample } from './robust';
import { findingOver } from './runs';
import { MINUTE_MS, type Finding, type MinuteSpan, type TagMinutes } from './types';

/** A counter rises in nearly all of its changes. */
const RISING_SHARE = 0.97;
const LEAST_CHANGES = 50;
/** A reset starts near zero: below this share of the reading before. */
const NEAR_ZERO = 0.05;
/** A counter that is back at its old reading within so many minutes was never reset. */
const DROPOUT_MINUTES = 180;
/** Resets belong to a rhythm when so many of them come at one time of the day, so near to each other. */
const RHYTHM_SHARE = 0.7;
const RHYTHM_MINUTES = 10;
const LEAST_RHYTHM = 3;
/** A rise so many times the usual in a minute is a jump. */
const TIMES_USUAL_RISE = 100;

interface Drop {
  /** Position of the first minute that is lower than what came before. */
  at: number;
  before: number;
  after: number;
}

/** Share of the changes between minutes that go up, and how many changes there are; one pass. */
export function risingShare({ min, max }: Pick<TagMinutes, 'min' | 'max'>): {
  share: number;
  changes: number;
} {
  let [up, down, last] = [0, 0, Number.NaN];
  for (let at = 0; at < min.length; at++) {
    if (Number.isNaN(min[at])) continue;
    if (min[at] >= last && max[at] > last) up++;
    else if (min[at] < last) down++;
    last = max[at];
  }
  return { share: up / Math.max(1, up + down), changes: up + down };
}

/** Whether readings behave as a counter's: they nearly always rise. */
export function isCounter(values: TagMinutes): boolean {
  const { share, changes } = risingShare(values);
  return changes >= LEAST_CHANGES && share >= RISING_SHARE;
}

function dropsOf({ min, max }: TagMinutes): Drop[] {
  const drops: Drop[] = [];
  let [before, top] = [Number.NaN, 0];
  for (let at = 0; at < min.length; at++) {
    if (Number.isNaN(min[at])) continue;
    top = Math.max(top, max[at]);
    if (min[at] < before - 1e-9 * top) drops.push({ at, before, after: min[at] });
    // A minute in which the counter starts anew ends low: its highest reading is of before.
    else if (min[at] < max[at] && min[at] <= NEAR_ZERO * max[at] && max[at] >= before && before > 0)
      drops.push({ at, before: max[at], after: min[at] });
    before = drops.at(-1)?.at === at ? min[at] : max[at];
  }
  return drops;
}

/**
 * Where a counter that fell is back at its old reading, null when it does not come back soon, or by counting: a dropout
 * ends as suddenly as it began.
 */
function backAt(minutes: Int32Array, { min, max }: TagMinutes, { at, before, after }: Drop): number | null {
  let last = after;
  for (let next = at + 1; next < minutes.length && minutes[next] - minutes[at] <= DROPOUT_MINUTES; next++) {
    if (min[next] >= before * (1 - 1e-9)) return before - last >= 0.5 * (before - after) ? next : null;
    if (!Number.isNaN(max[next])) last = max[next];
  }
  return null;
}

/** How a reset is called by where the counter stood: at the end of its digits it rolled over. */
function isRollover({ before, after }: Drop): boolean {
  const full = 10 ** Math.round(Math.log10(Math.max(before, 1)));
  return full >= 1000 && before <= full && before >= 0.98 * full && after < NEAR_ZERO * full;
}

/** Minute of the day that resets have in common, and those that come then; null when there is no rhythm. */
function rhythmOf(
  minutes: Int32Array,
  resets: readonly Drop[],
  zone: string,
): { minute: number; members: Drop[] } | null {
  if (resets.length < LEAST_RHYTHM) return null;
  const times = resets.map(({ at }) => Math.floor(wallMs(minutes[at] * MINUTE_MS, zone) / MINUTE_MS) % 1440);
  const distance = (a: number, b: number) => Math.min(Math.abs(a - b), 1440 - Math.abs(a - b));
  for (const minute of [0, ...times]) {
    const members = resets.filter((_, at) => distance(times[at], minute) <= RHYTHM_MINUTES);
    if (members.length >= RHYTHM_SHARE * resets.length) return { minute, members };
  }
  return null;
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Daily, monthly, or every so many days: how far apart the resets of a rhythm mostly are. */
function rhythmWords(minutes: Int32Array, members: readonly Drop[], minute: number): string {
  const days = members
    .slice(1)
    .map((drop, at) => Math.round((minutes[drop.at] - minutes[members[at].at]) / 1440))
    .sort((a, b) => a - b);
  const usual = days[days.length >> 1] ?? 1;
  const every = usual === 1 ? 'each day' : usual >= 28 && usual <= 31 ? 'each month' : `every ${usual} days`;
  return `Starts anew ${every} near ${clock(minute)}, ${members.length} times: as a counter of a period does.`;
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
  const usual = rhythm?.members ?? [];
  const facts = { kind: 'counter reset', tag, excluded: false } as const;
  const found = resets
    .filter((drop) => !usual.includes(drop))
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
