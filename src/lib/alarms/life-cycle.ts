/**
 * States of ISA-18.2. `returned` is back to normal, but not yet acknowledged. Latched alarms are not among them: an alarm
 * judged over a stored history has nothing to reset.
 */
export const ALARM_STATES = [
  'normal',
  'unacknowledged',
  'acknowledged',
  'returned',
  'shelved',
  'suppressed',
  'out of service',
] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

/** An alarm at a moment. */
export interface Alarm {
  state: AlarmState;
  /** Whether its condition holds; kept while it is shelved, suppressed or out of service. */
  active: boolean;
  /** End of shelving, ms; null unless shelved. */
  untilMs: number | null;
}

/** What moves an alarm: the process (`raise`, `return`), the clock (`expire`), and people or the design. */
export type AlarmAction =
  | { kind: 'raise' | 'return' | 'expire' | 'acknowledge' | 'unshelve' }
  | { kind: 'suppress' | 'unsuppress' | 'remove from service' | 'return to service' }
  | { kind: 'shelve'; untilMs: number };
export type AlarmActionKind = AlarmAction['kind'];
export const ALARM_ACTIONS = [
  'raise',
  'return',
  'expire',
  'acknowledge',
  'shelve',
  'unshelve',
  'suppress',
  'unsuppress',
  'remove from service',
  'return to service',
] as const satisfies readonly AlarmActionKind[];

/** The alarm after an action, and whether it now calls for an operator; or why the action is not allowed. */
export type Moved =
  { kind: 'moved'; alarm: Alarm; annunciates: boolean } | { kind: 'refused'; reason: string };

/** Shelving may last this long; longer is a case for taking the alarm out of service. Our choice. */
export const LONGEST_SHELVING_MS = 7 * 86_400_000;

/** An alarm whose condition has never held. */
export const NORMAL: Alarm = { state: 'normal', active: false, untilMs: null };

const refused = (reason: string): Moved => ({ kind: 'refused', reason });
const to = (
  state: AlarmState,
  active: boolean,
  untilMs: number | null = null,
  annunciates = false,
): Moved => ({
  kind: 'moved',
  alarm: { state, active, untilMs },
  annunciates,
});
const isHidden = ({ state }: Alarm): boolean =>
  state === 'shelved' || state === 'suppressed' || state === 'out of service';
const iso = (ms: number): string => new Date(ms).toISOString();

/** Out of hiding: what still holds calls for an operator anew. */
const uncovered = ({ active }: Alarm): Moved =>
  active ? to('unacknowledged', true, null, true) : to('normal', false);

function onProcess(alarm: Alarm, raised: boolean): Moved {
  if (alarm.active === raised)
    return refused(raised ? 'its condition holds already' : 'its condition does not hold');
  if (isHidden(alarm)) return to(alarm.state, raised, alarm.untilMs);
  if (raised) return to('unacknowledged', true, null, true);
  return to(alarm.state === 'acknowledged' ? 'normal' : 'returned', false);
}

function onAcknowledge({ state, active }: Alarm): Moved {
  if (state === 'unacknowledged') return to('acknowledged', active);
  if (state === 'returned') return to('normal', active);
  if (state === 'acknowledged') return refused('it is acknowledged already');
  return refused(`it is ${state}: there is nothing to acknowledge`);
}

function onShelve(alarm: Alarm, untilMs: number, atMs: number): Moved {
  if (isHidden(alarm)) return refused(`it is ${alarm.state} and cannot be shelved`);
  if (!(untilMs > atMs)) return refused('the end of shelving must be a time after now');
  if (untilMs - atMs > LONGEST_SHELVING_MS)
    return refused(`shelving until ${iso(untilMs)} is longer than 7 days: take it out of service instead`);
  return to('shelved', alarm.active, untilMs);
}

function onExpire(alarm: Alarm, atMs: number): Moved {
  if (alarm.state !== 'shelved' || alarm.untilMs === null) return refused('it is not shelved');
  if (atMs < alarm.untilMs) return refused(`it is shelved until ${iso(alarm.untilMs)}`);
  return uncovered(alarm);
}

/**
 * Move an alarm by one action at a time.
 * @param atMs when, ms; only shelving and its end look at it
 * @returns the alarm after it, or a sentence why the action is not allowed in its state
 */
export function move(alarm: Alarm, action: AlarmAction, atMs: number): Moved {
  const { state } = alarm;
  switch (action.kind) {
    case 'raise':
    case 'return':
      return onProcess(alarm, action.kind === 'raise');
    case 'expire':
      return onExpire(alarm, atMs);
    case 'acknowledge':
      return onAcknowledge(alarm);
    case 'shelve':
      return onShelve(alarm, action.untilMs, atMs);
    case 'unshelve':
      return state === 'shelved' ? uncovered(alarm) : refused('it is not shelved');
    case 'suppress':
      if (state === 'suppressed') return refused('it is suppressed already');
      if (state === 'out of service') return refused('it is out of service and cannot be suppressed');
      return to('suppressed', alarm.active);
    case 'unsuppress':
      return state === 'suppressed' ? uncovered(alarm) : refused('it is not suppressed');
    case 'remove from service':
      return state === 'out of service'
        ? refused('it is out of service already')
        : to('out of service', alarm.active);
    case 'return to service':
      return state === 'out of service' ? uncovered(alarm) : refused('it is not out of service');
    default:
      return action satisfies never;
  }
}
