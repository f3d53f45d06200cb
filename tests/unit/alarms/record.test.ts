import { describe, expect, it } from 'vitest';
import { lastBatch, type KeptAct, type KeptAction } from '$lib/alarms/acts';
import type { ConditionEvent } from '$lib/alarms/evaluate';
import type { OperatorAction } from '$lib/alarms/journal-types';
import { statusOf } from '$lib/alarms/occurrences';
import { buildRecord } from '$lib/alarms/record';
import { planActs, planUndo } from '$lib/state/alarm-acts';
import { minute } from './support';

const event = (kind: 'raised' | 'returned', at: number, worst?: number): ConditionEvent => ({
  alarm: 'a',
  kind,
  atMs: minute(at),
  sinceMs: minute(at - 1),
  value: 7,
  ...(worst === undefined ? {} : { worst }),
});
/** Raised at 10, 30 and 50, returned at 20 and 40. */
const EVENTS = [
  event('raised', 10),
  event('returned', 20, 9),
  event('raised', 30),
  event('returned', 40, 12),
  event('raised', 50),
];
let number = 0;
const act = (action: OperatorAction, at: number, raised: number[] = []): KeptAct => ({
  kind: 'act',
  id: `act ${++number}`,
  batch: `batch ${number}`,
  alarm: 'a',
  action,
  raisedMs: raised.map(minute),
  atMs: minute(at),
  doneMs: number,
  by: 'Ada',
  note: '',
});
const undo = (of: KeptAct, at: number): KeptAction => ({
  kind: 'undo',
  id: `undo ${++number}`,
  batch: `batch ${number}`,
  act: of.id,
  atMs: minute(at),
  doneMs: number,
  by: 'Bo',
  note: '',
});
const record = (actions: KeptAction[], now: number, events = EVENTS) =>
  buildRecord({ alarms: ['a'], events, actions, nowMs: minute(now) });
const statuses = (actions: KeptAction[], now: number, events = EVENTS) =>
  record(actions, now, events).occurrences.map(statusOf);

describe('occurrences', () => {
  it('are each time it was raised, with when it began, how long and the worst value once it is over', () => {
    const { occurrences } = record([], 45);
    expect(occurrences).toMatchObject([
      { sinceMs: minute(9), raisedMs: minute(10), returnedMs: minute(20), value: 7, worst: 9 },
      { sinceMs: minute(29), raisedMs: minute(30), returnedMs: minute(40), worst: 12 },
    ]);
    expect(record([], 35).occurrences[1]).toMatchObject({ returnedMs: null, worst: null });
  });
  it('after a moment do not exist at it, whatever is done later', () => {
    const later = act({ kind: 'acknowledge' }, 60, [10]);
    expect(record([later], 9).occurrences).toEqual([]);
    expect(statuses([later], 15)).toEqual(['unacknowledged']);
  });
});

describe('acknowledging', () => {
  it('the last occurrence moves the alarm; earlier ones stay as they are', () => {
    const done = act({ kind: 'acknowledge' }, 55, [50]);
    expect(statuses([done], 60)).toEqual(['returned', 'returned', 'acknowledged']);
    expect(record([done], 60).alarms[0].state).toBe('acknowledged');
  });
  it('an earlier occurrence leaves the alarm unacknowledged', () => {
    const done = act({ kind: 'acknowledge' }, 55, [10]);
    expect(statuses([done], 60)).toEqual(['closed', 'returned', 'unacknowledged']);
    expect(record([done], 60).alarms[0].state).toBe('unacknowledged');
    expect(record([done], 60).occurrences[0].acknowledged).toMatchObject({ by: 'Ada', atMs: minute(55) });
  });
  it('all of them at once is one act', () => {
    expect(statuses([act({ kind: 'acknowledge' }, 55, [10, 30, 50])], 60)).toEqual([
      'closed',
      'closed',
      'acknowledged',
    ]);
  });
  it('in a replay counts for what comes after: the next raise calls again', () => {
    const done = act({ kind: 'acknowledge' }, 15, [10]);
    expect(statuses([done], 25)).toEqual(['closed']);
    expect(statuses([done], 60)).toEqual(['closed', 'returned', 'unacknowledged']);
  });
  it('is taken back by undo, of earlier occurrences too', () => {
    const done = act({ kind: 'acknowledge' }, 55, [10, 50]);
    expect(statuses([done, undo(done, 56)], 60)).toEqual(['returned', 'returned', 'unacknowledged']);
  });
  it('twice is refused the second time, and told', () => {
    const twice = [act({ kind: 'acknowledge' }, 55, [50]), act({ kind: 'acknowledge' }, 56, [50])];
    expect(record(twice, 60).leftOut).toMatchObject([{ reason: expect.stringContaining('already') }]);
  });
});

describe('shelving', () => {
  const shelved = act({ kind: 'shelve', untilMs: minute(45) }, 22);
  it('hides what is raised meanwhile, and calls again at its end only for what stands', () => {
    expect(statuses([shelved], 44)).toEqual(['returned', 'hidden']);
    expect(record([shelved], 44).alarms[0]).toMatchObject({ state: 'shelved', untilMs: minute(45) });
    expect(statuses([shelved], 60)).toEqual(['returned', 'hidden', 'unacknowledged']);
  });
  it('of a standing alarm calls anew when it ends, though it was acknowledged before', () => {
    const seen = act({ kind: 'acknowledge' }, 52, [50]);
    const short = act({ kind: 'shelve', untilMs: minute(60) }, 53);
    expect(statuses([seen, short], 59).at(-1)).toBe('acknowledged');
    expect(statuses([seen, short], 61).at(-1)).toBe('unacknowledged');
  });
  it('taken back, a raise that it hid calls after all', () => {
    expect(statuses([shelved, undo(shelved, 35)], 38)).toEqual(['returned', 'unacknowledged']);
  });
});

describe('planning', () => {
  const makeId = () => `id ${++number}`;
  const input = (actions: KeptAction[], now: number) => ({
    alarms: ['a', 'b'],
    events: EVENTS,
    actions,
    nowMs: minute(now),
  });
  const doing = (at: number) => ({ by: 'Ada', note: '', atMs: minute(at), doneMs: 1_000_000 + number });
  it('keeps what fits and says why the rest does not', () => {
    const targets = [
      { alarm: 'a', raisedMs: [minute(50)] },
      { alarm: 'gone', raisedMs: [] },
    ];
    const planned = planActs(input([], 60), targets, { kind: 'suppress' }, doing(60), makeId);
    expect(planned.actions).toMatchObject([{ alarm: 'a', action: { kind: 'suppress' } }]);
    expect(planned.refused).toEqual([{ alarm: 'gone', reason: 'there is no alarm gone' }]);
  });
  it('undo takes back the whole of what was done last, once', () => {
    const both = [
      { alarm: 'a', raisedMs: [] },
      { alarm: 'b', raisedMs: [] },
    ];
    const { actions } = planActs(input([], 60), both, { kind: 'suppress' }, doing(60), makeId);
    expect(lastBatch(actions)).toHaveLength(2);
    const back = planUndo(input(actions, 61), doing(61), makeId);
    expect(back.actions).toHaveLength(2);
    const all = [...actions, ...back.actions];
    expect(buildRecord(input(all, 62)).alarms.map(({ state }) => state)).toEqual([
      'unacknowledged',
      'normal',
    ]);
    expect(planUndo(input(all, 63), doing(63), makeId).of).toEqual([]);
  });
  it('undo in a replay does not see what was done after its clock', () => {
    const later = act({ kind: 'suppress' }, 90);
    expect(planUndo(input([later], 60), doing(60), makeId).of).toEqual([]);
  });
});
