import { describe, expect, it } from 'vitest';
import { chatteringOf } from '$lib/alarms/chattering';
import { defaultAlarms } from '$lib/alarms/defaults';
import type { AlarmPriority } from '$lib/alarms/definition';
import { floodsOf, slotCounts } from '$lib/alarms/floods';
import { AlarmJournal } from '$lib/alarms/journal';
import { AlarmReportError, alarmReport, type AlarmReport, type ReportInput } from '$lib/alarms/report';
import { stalePerDay, staleOf } from '$lib/alarms/stale';
import { standingOf } from '$lib/alarms/standing';
import { checkAlarms } from '$lib/alarms/validate';
import { high } from './support';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Journal of alarms that are raised at a minute and return at another (null: never). */
function journalOf(alarms: string[], times: [alarm: string, raised: number, returned: number | null][]) {
  const journal = new AlarmJournal(alarms);
  const events = times.flatMap(([alarm, raised, returned]) => [
    { alarm, kind: 'raised' as const, at: raised },
    ...(returned === null ? [] : [{ alarm, kind: 'returned' as const, at: returned }]),
  ]);
  for (const { alarm, kind, at } of events.sort((a, b) => a.at - b.at))
    journal.condition({ alarm, kind, atMs: at * MINUTE, sinceMs: at * MINUTE, value: 1 });
  return journal;
}

const priorities = (all: Record<string, AlarmPriority>) => new Map(Object.entries(all));
const figure = (report: AlarmReport, name: string) => report.figures.find((one) => one.name === name);

describe('floods', () => {
  it('run from a slot above 10 to the first below 5', () => {
    const counts = Float64Array.of(10, 11, 5, 4, 12);
    expect(floodsOf(counts, 1, 0, 3_000_000)).toEqual([
      { fromMs: 600_000, toMs: 1_800_000, annunciations: 16 },
      { fromMs: 2_400_000, toMs: 3_000_000, annunciations: 12 },
    ]);
  });
  it('are of each operator: 11 in ten minutes shared by two are none', () => {
    expect(floodsOf(Float64Array.of(11, 21, 0), 2, 0, 1_800_000)).toEqual([
      { fromMs: 600_000, toMs: 1_200_000, annunciations: 21 },
    ]);
  });
  it('slots begin at the period and the last may be shorter', () => {
    const times = [0, 599_999, 600_000, 1_300_000];
    expect([...slotCounts(times, 0, 1_400_000)]).toEqual([2, 1, 1]);
  });
});

describe('chattering', () => {
  const at = (alarm: string, minutes: number[]) => minutes.map((one) => ({ alarm, atMs: one * MINUTE }));
  it('is three in ten minutes, its end included; two, or three in eleven, are not', () => {
    expect(chatteringOf(at('a', [0, 5, 10]))).toEqual([{ alarm: 'a', annunciations: 3 }]);
    expect(chatteringOf(at('a', [0, 5, 11]))).toEqual([]);
    expect(chatteringOf(at('a', [0, 5]))).toEqual([]);
  });
  it('counts each annunciation once, however many stretches of three it is in', () => {
    // 0 2 4 6 chatter together; 60 stands alone; 100 104 108 again: 4 + 3.
    expect(chatteringOf(at('a', [0, 2, 4, 6, 60, 100, 104, 108]))).toEqual([
      { alarm: 'a', annunciations: 7 },
    ]);
  });
  it('is told of each alarm for itself, the worst first', () => {
    const both = [...at('a', [0, 1, 2]), ...at('b', [0, 1, 2, 3])].sort((x, y) => x.atMs - y.atMs);
    expect(chatteringOf(both).map(({ alarm }) => alarm)).toEqual(['b', 'a']);
  });
});

describe('standing and stale alarms', () => {
  it('stand from raise to return, whether acknowledged or not, and not while shelved', () => {
    const journal = new AlarmJournal(['a']);
    const event = (kind: 'raised' | 'returned', at: number) =>
      journal.condition({ alarm: 'a', kind, atMs: at * HOUR, sinceMs: at * HOUR, value: 1 });
    const act = (action: Parameters<AlarmJournal['act']>[0]['action'], at: number) =>
      journal.act({ alarm: 'a', action, atMs: at * HOUR, by: 'Ada', note: '' });
    event('raised', 1);
    act({ kind: 'acknowledge' }, 2);
    act({ kind: 'shelve', untilMs: 6 * HOUR }, 4);
    event('returned', 8);
    expect(standingOf(journal.entries)).toEqual([
      { alarm: 'a', fromMs: 1 * HOUR, toMs: 4 * HOUR },
      { alarm: 'a', fromMs: 6 * HOUR, toMs: 8 * HOUR },
    ]);
  });
  it('are stale after more than 24 hours: exactly 24 is not', () => {
    const standing = [
      { alarm: 'day', fromMs: 0, toMs: DAY },
      { alarm: 'more', fromMs: 0, toMs: DAY + MINUTE },
      { alarm: 'open', fromMs: 2 * DAY, toMs: null },
    ];
    expect(staleOf(standing, 0, 4 * DAY)).toEqual([
      { alarm: 'open', fromMs: 2 * DAY, toMs: 4 * DAY },
      { alarm: 'more', fromMs: 0, toMs: DAY + MINUTE },
    ]);
    // Open since day 2, so stale from day 3 on; "more" is stale in the first minute of day 1.
    expect([...stalePerDay(standing, 0, 4 * DAY)]).toEqual([0, 1, 0, 1]);
  });
  it('that began before the period count within it, cut to it', () => {
    const standing = [{ alarm: 'a', fromMs: -3 * DAY, toMs: HOUR }];
    expect(staleOf(standing, 0, DAY)).toEqual([{ alarm: 'a', fromMs: 0, toMs: HOUR }]);
    expect(staleOf(standing, 2 * HOUR, DAY)).toEqual([]);
  });
});

describe('a report', () => {
  // A day: "a" 12 times on the hour from 00:00 to 11:00 for 5 minutes each; "b" once, standing until the end.
  const journal = journalOf(
    ['a', 'b'],
    [
      ...Array.from({ length: 12 }, (_, at): [string, number, number] => ['a', 60 * at, 60 * at + 5]),
      ['b', 90, null],
    ],
  );
  const input: ReportInput = {
    entries: journal.entries,
    priorities: priorities({ a: 'low', b: 'high' }),
    fromMs: 0,
    toMs: DAY,
    operators: 1,
  };
  const report = alarmReport(input);

  it('counts annunciations an hour and in ten minutes', () => {
    expect(report.annunciations).toBe(13);
    expect(figure(report, 'Annunciations an hour')?.value).toBeCloseTo(13 / 24, 12);
    expect(figure(report, 'Annunciations in 10 minutes')?.value).toBeCloseTo(13 / 144, 12);
    expect(figure(report, 'Most in 10 minutes')).toMatchObject({ value: 1, verdict: 'met' });
    expect(report.perSlot).toHaveLength(144);
    expect(report.perSlot[0] + report.perSlot[6] + report.perSlot[9]).toBe(3);
  });
  it('gives the most frequent with their share, and the load of the ten most frequent', () => {
    expect(report.topTen).toEqual([
      { alarm: 'a', annunciations: 12, share: 1200 / 13 },
      { alarm: 'b', annunciations: 1, share: 100 / 13 },
    ]);
    expect(figure(report, 'Load of the ten most frequent')).toMatchObject({ value: 100, verdict: 'not met' });
  });
  it('gives the shares of priorities beside what the standard asks', () => {
    expect(report.priorities).toEqual([
      { priority: 'low', annunciations: 12, share: 1200 / 13 },
      { priority: 'medium', annunciations: 0, share: 0 },
      { priority: 'high', annunciations: 1, share: 100 / 13 },
      { priority: 'urgent', annunciations: 0, share: 0 },
    ]);
    // 92.3 % low is 12.3 off 80 %, tolerance 10; 0 % medium is 15 off; 7.7 % high is 2.7 off 5 %, tolerance 5.
    const verdicts = ['low', 'medium', 'high', 'urgent'].map(
      (one) => figure(report, `Priority ${one}`)?.verdict,
    );
    expect(verdicts).toEqual(['not met', 'not met', 'met', 'met']);
  });
  it('finds nothing stale within a day, and what stands at its end after two', () => {
    expect(report.stale).toEqual([]);
    const longer = alarmReport({ ...input, toMs: 3 * DAY });
    expect(longer.stale).toEqual([{ alarm: 'b', fromMs: 90 * MINUTE, toMs: 3 * DAY }]);
    expect(figure(longer, 'Stale alarms on the worst day')).toMatchObject({ value: 1, verdict: 'met' });
  });
  it('says that less than 30 days are a first impression, and that nothing annunciated', () => {
    expect(report.caution).toContain('this period has 1');
    expect(alarmReport({ ...input, toMs: 30 * DAY }).caution).toBeNull();
    const quiet = alarmReport({ ...input, fromMs: 20 * HOUR });
    expect(quiet.caution).toContain('No alarm annunciated');
    expect(figure(quiet, 'Priority low')).toMatchObject({ value: null, verdict: 'not enough to judge' });
  });
  it('shares the load among operators', () => {
    const shared = alarmReport({ ...input, operators: 2 });
    expect(figure(shared, 'Annunciations an hour')?.value).toBeCloseTo(13 / 48, 12);
  });
  it('refuses an empty period, no operators and an alarm without a priority', () => {
    expect(() => alarmReport({ ...input, toMs: 0 })).toThrow(AlarmReportError);
    expect(() => alarmReport({ ...input, operators: 0 })).toThrow('0 is not a number of operators');
    expect(() => alarmReport({ ...input, priorities: priorities({ a: 'low' }) })).toThrow('alarm b');
  });
});

describe('a flooded hour in a report', () => {
  // 00:00 to 00:09 one alarm each minute of twelve alarms, two in minute 0 and 1: 12 in the first slot; 5 in the second; 4 in the third.
  const names = Array.from({ length: 21 }, (_, at) => `f${at}`);
  const minutes = [0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 20, 21, 22, 23];
  const journal = journalOf(
    names,
    names.map((name, at): [string, number, null] => [name, minutes[at], null]),
  );
  const report = alarmReport({
    entries: journal.entries,
    priorities: priorities(Object.fromEntries(names.map((name) => [name, 'low' as const]))),
    fromMs: 0,
    toMs: HOUR,
    operators: 1,
  });
  it('lasts two slots of six, a third of the time', () => {
    expect([...report.perSlot]).toEqual([12, 5, 4, 0, 0, 0]);
    expect(report.floods).toEqual([{ fromMs: 0, toMs: 20 * MINUTE, annunciations: 17 }]);
    expect(figure(report, 'Time in flood')?.value).toBeCloseTo(100 / 3, 9);
    expect(figure(report, '10 minutes with more than 10')?.value).toBeCloseTo(100 / 6, 9);
    expect(figure(report, 'Most in 10 minutes')).toMatchObject({ value: 12, verdict: 'not met' });
    expect(figure(report, 'Annunciations an hour')).toMatchObject({ value: 21, verdict: 'not met' });
  });
  it('names only ten of the most frequent', () => {
    expect(report.topTen).toHaveLength(10);
    expect(figure(report, 'Load of the ten most frequent')?.value).toBeCloseTo(1000 / 21, 9);
  });
});

it('the default alarms are valid, and wrong ones are told in words', () => {
  expect(checkAlarms(defaultAlarms()).kind).toBe('valid');
  expect(checkAlarms([high({ limit: NaN })])).toMatchObject({
    kind: 'invalid',
    problems: [{ alarm: 'high', field: 'limit' }],
  });
});
