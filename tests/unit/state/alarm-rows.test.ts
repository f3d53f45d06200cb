import { describe, expect, it } from 'vitest';
import { alarmsCsv } from '$lib/state/alarm-csv';
import { alarmCommand } from '$lib/state/alarm-keys';
import { priorityCounts } from '$lib/state/alarm-counts';
import { alarmMarks } from '$lib/state/alarm-marks';
import { allRows, filteredRows, rowsShown, type AlarmFilter } from '$lib/state/alarm-rows';
import { targetsOf, toggled, unacknowledged, withAll, NONE } from '$lib/state/alarm-selection';
import type { AlarmDefinition } from '$lib/alarms/definition';
import type { ConditionEvent } from '$lib/alarms/evaluate';
import { buildRecord } from '$lib/alarms/record';
import { reportBars } from '$lib/ui/alarms/report-bars';
import { bannerWords } from '$lib/ui/alarms/words';
import { digital, high, minute } from '../alarms/support';

const DEFINITIONS = new Map<string, AlarmDefinition>(
  [
    high({ id: 'low', name: 'Pressure low', tag: 'p', priority: 'low' }),
    high({ id: 'high', name: 'Oxygen high', tag: 'o2', priority: 'high', response: 'Look for air.' }),
    digital({ id: 'stop', name: 'Emergency stop', tag: 'bit', priority: 'urgent' }),
  ].map((one) => [one.id, one]),
);
const event = (alarm: string, kind: 'raised' | 'returned', at: number): ConditionEvent => ({
  alarm,
  kind,
  atMs: minute(at),
  sinceMs: minute(at - 1),
  value: 1,
});
const record = buildRecord({
  alarms: [...DEFINITIONS.keys()],
  events: [
    event('low', 'raised', 10),
    event('low', 'returned', 20),
    event('low', 'raised', 30),
    event('high', 'raised', 40),
    event('high', 'returned', 50),
    event('stop', 'raised', 60),
    event('stop', 'returned', 61),
  ],
  actions: [
    {
      kind: 'act',
      id: '1',
      batch: '1',
      alarm: 'stop',
      action: { kind: 'suppress' },
      raisedMs: [],
      atMs: minute(70),
      doneMs: 1,
      by: 'Ada',
      note: '',
    },
  ],
  nowMs: minute(100),
});
const definition = (id: string) => DEFINITIONS.get(id);
const rows = allRows(record, definition);
const names = (filter: Partial<AlarmFilter>) =>
  filteredRows(rows, { show: 'all', priorities: [], text: '', range: null, ...filter }).map(
    (row) => row.now.id,
  );

describe('the list', () => {
  it('shows what calls now with the most pressing first, and nothing that is hidden', () => {
    expect(names({ show: 'now' })).toEqual(['high', 'low']);
    expect(names({ show: 'hidden' })).toEqual(['stop']);
  });
  it('shows every occurrence, the newest first; those that stand; those that nobody acknowledged', () => {
    expect(names({})).toEqual(['stop', 'high', 'low', 'low']);
    expect(names({ show: 'standing' })).toEqual(['low']);
    expect(rowsShown(rows, 'unacknowledged')).toHaveLength(4);
  });
  it('is filtered by priority, by all words of name, tag or answer, and by time', () => {
    expect(names({ priorities: ['low', 'urgent'] })).toEqual(['stop', 'low', 'low']);
    expect(names({ text: 'HIGH air' })).toEqual(['high']);
    expect(names({ text: 'high nothing' })).toEqual([]);
    expect(names({ range: { fromMs: minute(35), toMs: minute(45) } })).toEqual(['high', 'low']);
  });
  it('is saved as CSV, a line an alarm in its order, times in UTC', () => {
    const iso = (at: number) => new Date(minute(at)).toISOString();
    const [header, first] = alarmsCsv(
      filteredRows(rows, { show: 'all', priorities: ['high'], text: '', range: null }),
    )
      .split('\r\n')
      .map((line) => line.split(','));
    expect(header.slice(0, 6)).toEqual(['alarm', 'priority', 'tag', 'began', 'raised', 'returned']);
    expect(first.slice(0, 7)).toEqual(['Oxygen high', 'high', 'o2', iso(39), iso(40), iso(50), '1']);
    expect(first[header.indexOf('answer')]).toBe('Look for air.');
  });
  it('acts on alarms with the occurrences that are selected', () => {
    expect(targetsOf(rowsShown(rows, 'all'))).toEqual([
      { alarm: 'stop', raisedMs: [minute(60)] },
      { alarm: 'high', raisedMs: [minute(40)] },
      { alarm: 'low', raisedMs: [minute(30), minute(10)] },
    ]);
    expect(unacknowledged(rowsShown(rows, 'all'))).toHaveLength(4);
    expect([...toggled(withAll(NONE, ['a', 'b']), 'a')]).toEqual(['b']);
  });
});

describe('keys', () => {
  const press = (key: string, held: object = {}) =>
    alarmCommand({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });
  it('mean what the page shows', () => {
    expect(press('j')).toEqual({ kind: 'move', by: 1, extend: false });
    expect(press('ArrowUp', { shiftKey: true })).toEqual({ kind: 'move', by: -1, extend: true });
    expect(press('J', { shiftKey: true })).toEqual({ kind: 'move', by: 1, extend: true });
    expect([press('a'), press('s'), press('u'), press('x')].map((one) => one?.kind)).toEqual([
      'acknowledge',
      'shelve',
      'undo',
      'select',
    ]);
  });
  it('leave the browser its own: Ctrl S saves the page, Alt A opens a menu; Ctrl A selects all', () => {
    expect(press('s', { ctrlKey: true })).toBeNull();
    expect(press('a', { altKey: true })).toBeNull();
    expect(press('a', { metaKey: true })).toEqual({ kind: 'select all' });
    expect(press('F5')).toBeNull();
  });
});

describe('the banner', () => {
  it('counts alarms that call for somebody, the most pressing first, and says so', () => {
    const counts = priorityCounts(record.alarms, definition);
    expect(counts).toEqual([
      { priority: 'high', unacknowledged: 1, acknowledged: 0 },
      { priority: 'low', unacknowledged: 1, acknowledged: 0 },
    ]);
    const calm = { doing: false, failed: false };
    expect(bannerWords(counts, calm)).toBe('Alarms: 1 high (1 not acknowledged); 1 low (1 not acknowledged)');
    expect(bannerWords([], calm)).toBe('Alarms: none');
    expect(bannerWords([], { ...calm, doing: true })).toContain('being judged');
    expect(bannerWords([], { ...calm, failed: true })).toContain('could not be judged');
  });
});

describe('marks on charts', () => {
  const marks = alarmMarks(record.occurrences, definition, minute(90));
  it('are of the tags of the chart, and emergency stops on all of them', () => {
    expect(marks.of(['o2']).map(({ label }) => label)).toEqual([
      'Alarm: Emergency stop',
      'Alarm: Oxygen high',
    ]);
    expect(marks.of([]).map(({ severity }) => severity)).toEqual(['urgent']);
  });
  it('reach from the beginning of the condition to its return, or to the end of the data', () => {
    expect(marks.of(['p']).slice(1)).toMatchObject([
      { fromMs: minute(9), toMs: minute(20) },
      { fromMs: minute(29), toMs: minute(90) },
    ]);
  });
});

describe('bars of the report', () => {
  it('sum the ten minutes that fall into them, and mark those with a flood', () => {
    const slots = new Float64Array(400);
    [slots[0], slots[2], slots[3]] = [5, 11, 2];
    const { bars, most, lengthWords } = reportBars(slots, { fromMs: 0, toMs: 400 * 600_000 });
    expect([bars.length, lengthWords, most]).toEqual([134, '30 min', 16]);
    expect(bars.slice(0, 3)).toEqual([
      { fromMs: 0, count: 16, height: 100, flood: true },
      { fromMs: 1_800_000, count: 2, height: 12.5, flood: false },
      { fromMs: 3_600_000, count: 0, height: 0, flood: false },
    ]);
  });
  it('of a quiet period have no height', () => {
    expect(
      reportBars(new Float64Array(3), { fromMs: 0, toMs: 1 }).bars.every(({ height }) => height === 0),
    ).toBe(true);
  });
});
