import { daylightChange } from './daylight';
import { measureInterval, perMinuteAt } from './interval';
import { intervalInWords, lengthInWords } from './length-words';
import { findingOver, minutesIn, spansWhere } from './runs';
import { gapsIn, oneLength, partnerOf, TWICE, twiceIn, type Stretch } from './stretches';
import { MINUTE_MS, type Finding, type Interval, type Timeline } from './types';

/** What is said of rows held twice of which the roll-ups cannot tell why. */
export const UNDECIDED = 'Only the readings themselves can tell which.';
/** Shorter stretches of rows held twice are counted, but say nothing of the clock. */
const LEAST_TWICE_MINUTES = 3;

/** What is found in the rows of all tags together. */
export interface TimelineReport {
  interval: Interval;
  findings: Finding[];
}

function clockStep(twice: Stretch, gap: Stretch): Finding {
  const back = twice.from < gap.from;
  const span = back ? { from: twice.from, to: gap.from } : { from: gap.to, to: twice.to };
  const by = lengthInWords(twice.length);
  const words = back
    ? `The clock went back by ${by} and later forward again: times in between are ${by} too early, and the first ${by} of it is there twice.`
    : `The clock went forward by ${by} and later back again: times in between are ${by} too late, and the last ${by} of it is there twice.`;
  return findingOver([span], {
    ...{ kind: 'clock step', tag: null, quality: 'uncertain', excluded: false },
    words,
    count: Math.round(twice.length),
  });
}

function twiceFinding(twice: Stretch, local: boolean): Finding {
  const by = lengthInWords(twice.length);
  const where = local && oneLength(twice.length, 60) ? daylightChange(twice.from * MINUTE_MS, 'ends') : '';
  const words = where
    ? `A stretch of ${by} is there twice, in the night in which daylight saving ends ${where}: the stamps are local time without their offset.`
    : `A stretch of ${by} is there twice: the same rows exported twice, or a clock set back by ${by}. ${UNDECIDED}`;
  return findingOver([{ from: twice.from, to: twice.to }], {
    ...{ kind: where ? 'clock step' : 'duplicates', tag: null, quality: 'uncertain', excluded: false },
    words,
    count: Math.round(twice.length),
  });
}

function gapFinding(gap: Stretch, local: boolean): Finding {
  const where = local && oneLength(gap.length, 60) ? daylightChange(gap.from * MINUTE_MS, 'begins') : '';
  const length = lengthInWords(gap.length);
  return findingOver([{ from: gap.from, to: gap.to }], {
    ...{ kind: where ? 'clock step' : 'no rows', tag: null, excluded: false },
    quality: where ? 'uncertain' : 'bad',
    words: where
      ? `No rows for ${length} in the night in which daylight saving begins ${where}: the stamps are local time without their offset.`
      : `No rows for ${length}.`,
    count: Math.round(gap.length),
  });
}

/** Single rows can be called too many only where nearly every minute holds the very same number. */
const EXACT_SHARE = 0.9;

/** Rows of minutes a little over the usual number, less those that the minutes beside them lack. */
function strayRows({ minutes, rows }: Timeline, interval: Interval): Finding[] {
  const usual = perMinuteAt(interval);
  const exact = rows.reduce((sum, count) => sum + Number(count === usual), 0);
  if (!(usual >= 3) || exact < EXACT_SHARE * rows.length) return [];
  const near = (at: number, by: number) => Math.abs(minutes[at + by] - minutes[at]) === 1;
  const lack = (at: number, by: number) => (near(at, by) ? Math.max(0, usual - rows[at + by]) : 0);
  let count = 0;
  const spans = spansWhere(minutes, (at) => {
    if (rows[at] <= usual || rows[at] >= TWICE * usual) return false;
    const excess = Math.round(rows[at] - usual - lack(at, -1) - lack(at, 1));
    count += Math.max(0, excess);
    return excess > 0;
  });
  if (spans.length === 0) return [];
  const words = `${count} ${count === 1 ? 'row' : 'rows'} more than the interval of ${intervalInWords(interval.seconds)} allows, in ${lengthInWords(minutesIn(spans))}: single readings stand twice.`;
  return [
    findingOver(spans, {
      kind: 'duplicates',
      tag: null,
      quality: 'uncertain',
      excluded: false,
      words,
      count,
    }),
  ];
}

/** Minutes of which some rows are missing; the first and last of all and those beside a gap are begun or broken off. */
function thinRows({ minutes, rows }: Timeline, interval: Interval): Finding[] {
  const usual = perMinuteAt(interval);
  if (!(usual >= 3)) return [];
  let missing = 0;
  const spans = spansWhere(minutes, (at) => {
    const inside = minutes[at] - minutes[at - 1] === 1 && minutes[at + 1] - minutes[at] === 1;
    if (!inside || rows[at] > 0.9 * usual) return false;
    missing += usual - rows[at];
    return true;
  });
  if (spans.length === 0) return [];
  const share = (100 * missing) / (usual * minutes.length);
  const count = Math.round(missing);
  const words = `${count} rows are missing in ${lengthInWords(minutesIn(spans))} that hold others, ${share < 0.01 ? 'less than 0.01' : share.toPrecision(2)} % of all.`;
  return [
    findingOver(spans, { kind: 'thin', tag: null, quality: 'uncertain', excluded: false, words, count }),
  ];
}

/**
 * Gaps, rows held twice and steps of the clock, from the rows of each minute. A clock that went wrong and was put right
 * shows as a stretch held twice and a gap of the same length. Where rows come irregularly only gaps can be told.
 * @param local whether stamps had no offset and no zone was chosen for them, so that they may be local time
 */
export function judgeTimeline(timeline: Timeline, local: boolean): TimelineReport {
  const interval = measureInterval(timeline.minutes, timeline.rows);
  const gaps = gapsIn(timeline, interval);
  if (!interval.regular) return { interval, findings: gaps.map((gap) => gapFinding(gap, local)) };
  const free = new Set(gaps);
  const twice = twiceIn(timeline, interval).filter(({ length }) => length >= LEAST_TWICE_MINUTES);
  const stepped = twice.map((stretch) => {
    const partner = partnerOf(stretch, [...free]);
    if (partner === null) return twiceFinding(stretch, local);
    free.delete(partner);
    return clockStep(stretch, partner);
  });
  const findings = [
    ...[...free].map((gap) => gapFinding(gap, local)),
    ...stepped,
    ...strayRows(timeline, interval),
    ...thinRows(timeline, interval),
  ];
  return { interval, findings };
}
