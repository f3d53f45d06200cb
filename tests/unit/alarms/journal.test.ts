import { describe, expect, it } from 'vitest';
import { AlarmJournal } from '$lib/alarms/journal';
import type { OperatorAction } from '$lib/alarms/journal-types';
import { minute } from './support';

const event = (kind: 'raised' | 'returned' | 'no value', at: number) =>
  ({
    alarm: 'a',
    kind,
    atMs: minute(at),
    sinceMs: minute(at - 1),
    value: kind === 'no value' ? NaN : 7,
  }) as const;
const act = (action: OperatorAction, at: number, by = 'Ada') => ({
  alarm: 'a',
  action,
  atMs: minute(at),
  by,
  note: 'why',
});
const states = (journal: AlarmJournal): string[] => journal.entries.map(({ what, to }) => `${what} ${to}`);

describe('the journal', () => {
  it('keeps who, when and why, ends shelving in time, and is made again from its inputs', () => {
    const journal = new AlarmJournal(['a']);
    journal.condition(event('raised', 1));
    journal.act(act({ kind: 'acknowledge' }, 2));
    journal.act(act({ kind: 'shelve', untilMs: minute(5) }, 3));
    journal.condition(event('no value', 9));
    expect(states(journal)).toEqual([
      'raise unacknowledged',
      'acknowledge acknowledged',
      'shelve shelved',
      'expire unacknowledged',
      'no value unacknowledged',
    ]);
    expect(journal.entries[1]).toMatchObject({ by: 'Ada', note: 'why', atMs: minute(2) });
    expect(journal.entries[3]).toMatchObject({ atMs: minute(5), annunciates: true });
    expect(journal.entries[4].value).toBeNull();
    expect(journal.alarms[0]).toMatchObject({ known: false, sinceMs: minute(5) });
    expect(AlarmJournal.from(['a'], journal.inputs).entries).toEqual(journal.entries);
  });
  it('takes back only the last action, with what the process did since', () => {
    const journal = new AlarmJournal(['a']);
    journal.condition(event('raised', 1));
    journal.act(act({ kind: 'acknowledge' }, 2));
    journal.act(act({ kind: 'shelve', untilMs: minute(90) }, 3));
    journal.condition(event('returned', 4));
    const undo = (entry: number, at: number) => journal.undo({ entry, atMs: minute(at), by: 'Bo', note: '' });
    expect(undo(1, 5)).toMatchObject({ kind: 'refused', reason: expect.stringContaining('entry 2') });
    undo(2, 6);
    expect(journal.alarms[0].state).toBe('normal');
    undo(1, 7);
    expect(journal.alarms[0].state).toBe('returned');
    expect(undo(1, 8).kind).toBe('refused');
    expect(AlarmJournal.from(['a'], journal.inputs).entries).toEqual(journal.entries);
  });
  it('refuses an unknown alarm, an empty name, the past and what the state forbids, and keeps nothing of it', () => {
    const journal = new AlarmJournal(['a']);
    journal.condition(event('raised', 5));
    expect(journal.condition({ ...event('raised', 6), alarm: 'b' }).kind).toBe('refused');
    expect(journal.act(act({ kind: 'acknowledge' }, 6, ' ')).kind).toBe('refused');
    expect(journal.act(act({ kind: 'acknowledge' }, 4)).kind).toBe('refused');
    expect(journal.act(act({ kind: 'unshelve' }, 6)).kind).toBe('refused');
    expect(journal.inputs).toHaveLength(1);
  });
});
