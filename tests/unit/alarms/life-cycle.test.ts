import { describe, expect, it } from 'vitest';
import {
  ALARM_ACTIONS,
  ALARM_STATES,
  LONGEST_SHELVING_MS,
  move,
  type Alarm,
  type AlarmAction,
  type AlarmActionKind,
  type AlarmState,
} from '$lib/alarms/life-cycle';

const hidden = { suppress: 'suppressed', 'remove from service': 'out of service' } as const;
const UNCOVER = { active: 'unacknowledged', idle: 'normal' } as const;
/** State after each legal action; everything not named is illegal. `*` stays. */
const LEGAL: Record<string, Partial<Record<AlarmActionKind, AlarmState>>> = {
  'normal idle': { raise: 'unacknowledged', shelve: 'shelved', ...hidden },
  'unacknowledged active': { return: 'returned', acknowledge: 'acknowledged', shelve: 'shelved', ...hidden },
  'acknowledged active': { return: 'normal', shelve: 'shelved', ...hidden },
  'returned idle': { raise: 'unacknowledged', acknowledge: 'normal', shelve: 'shelved', ...hidden },
  'shelved active': { return: 'shelved', unshelve: UNCOVER.active, expire: UNCOVER.active, ...hidden },
  'shelved idle': { raise: 'shelved', unshelve: UNCOVER.idle, expire: UNCOVER.idle, ...hidden },
  'suppressed active': {
    return: 'suppressed',
    unsuppress: UNCOVER.active,
    'remove from service': 'out of service',
  },
  'suppressed idle': {
    raise: 'suppressed',
    unsuppress: UNCOVER.idle,
    'remove from service': 'out of service',
  },
  'out of service active': { return: 'out of service', 'return to service': UNCOVER.active },
  'out of service idle': { raise: 'out of service', 'return to service': UNCOVER.idle },
};
const NOW = 1000;
const alarmOf = (key: string): Alarm => {
  const state = ALARM_STATES.find((one) => key.startsWith(`${one} `)) ?? 'normal';
  return { state, active: key.endsWith(' active'), untilMs: state === 'shelved' ? NOW : null };
};
const actionOf = (kind: AlarmActionKind): AlarmAction =>
  kind === 'shelve' ? { kind, untilMs: NOW + 60_000 } : { kind };

describe('the ISA-18.2 life cycle', () => {
  it('is tested in every state', () => {
    expect(new Set(Object.keys(LEGAL).map((key) => alarmOf(key).state))).toEqual(new Set(ALARM_STATES));
  });
  for (const key of Object.keys(LEGAL))
    for (const kind of ALARM_ACTIONS)
      it(`${key}: ${kind} ${LEGAL[key][kind] === undefined ? 'is refused' : `gives ${LEGAL[key][kind]}`}`, () => {
        const from = alarmOf(key);
        const moved = move(from, actionOf(kind), NOW);
        const expected = LEGAL[key][kind];
        if (moved.kind === 'refused') {
          expect(expected).toBeUndefined();
          expect(moved.reason.length).toBeGreaterThan(10);
          return;
        }
        const active = kind === 'raise' || (kind !== 'return' && from.active);
        expect(moved.alarm.state).toBe(expected);
        expect(moved.alarm.active).toBe(active);
        expect(moved.annunciates).toBe(expected === 'unacknowledged');
      });
  it('shelving ends not before its time, and must end after now and within 7 days', () => {
    const shelved = alarmOf('shelved idle');
    expect(move(shelved, { kind: 'expire' }, NOW - 1).kind).toBe('refused');
    const until = (untilMs: number): string =>
      move(alarmOf('normal idle'), { kind: 'shelve', untilMs }, NOW).kind;
    expect([until(NOW), until(NaN), until(NOW + LONGEST_SHELVING_MS + 1)]).toEqual(Array(3).fill('refused'));
    expect(until(NOW + LONGEST_SHELVING_MS)).toBe('moved');
  });
});
