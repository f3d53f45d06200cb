import { move, type Alarm, type AlarmAction } from './life-cycle';

/** An action of a person that can be taken back. */
export interface Done {
  /** `id` of its journal entry. */
  entry: number;
  /** The alarm before it. */
  before: Alarm;
  /** What the process and the clock did since, in order. */
  since: { action: AlarmAction; atMs: number }[];
}

/**
 * The alarm as it would be without an action of a person. The end of a shelving that then never began is left out; a shelving
 * that the action had cut short ends if its time has come.
 * @param nowMs when it is taken back, ms
 */
export function undone({ before, since }: Done, nowMs: number): Alarm {
  const end = { action: { kind: 'expire' } as const, atMs: nowMs };
  return [...since, end].reduce((alarm, { action, atMs }) => {
    const moved = move(alarm, action, atMs);
    return moved.kind === 'moved' ? moved.alarm : alarm;
  }, before);
}
