import { lastBatch, type KeptAct, type KeptAction, type KeptUndo } from '$lib/alarms/acts';
import type { OperatorAction } from '$lib/alarms/journal-types';
import { buildRecord, type RecordInput } from '$lib/alarms/record';

/** An alarm to act on; of an acknowledgement the occurrences it is about, by when they were raised. */
export interface ActTarget {
  alarm: string;
  raisedMs: number[];
}

/** Who does it, why and when: plant's time and wall clock, ms. */
export interface Doing {
  by: string;
  note: string;
  atMs: number;
  doneMs: number;
}

/** What can be kept, and why the rest cannot. */
export interface Planned {
  actions: KeptAction[];
  refused: { alarm: string; reason: string }[];
}

/** Of what was planned, what fits the alarms as they are. */
function fitting(
  input: RecordInput,
  wanted: readonly KeptAction[],
  alarmOf: (one: KeptAction) => string,
): Planned {
  const trial = buildRecord({ ...input, actions: [...input.actions, ...wanted] });
  const reasons = new Map(trial.leftOut.map(({ action, reason }) => [action.id, reason]));
  return {
    actions: wanted.filter(({ id }) => !reasons.has(id)),
    refused: wanted.flatMap((one) => {
      const reason = reasons.get(one.id);
      return reason === undefined ? [] : [{ alarm: alarmOf(one), reason }];
    }),
  };
}

/**
 * Plan an action on alarms; those that it does not fit are told apart.
 * @param input  the record that the person sees
 * @param makeId makes a text that no other action has
 */
export function planActs(
  input: RecordInput,
  targets: readonly ActTarget[],
  action: OperatorAction,
  doing: Doing,
  makeId: () => string,
): Planned {
  const batch = makeId();
  const acts = targets.map(({ alarm, raisedMs }): KeptAct => ({
    kind: 'act',
    id: makeId(),
    batch,
    alarm,
    action,
    raisedMs: action.kind === 'acknowledge' ? raisedMs : [],
    ...doing,
  }));
  const alarmOf = (one: KeptAction) => (one.kind === 'act' ? one.alarm : '');
  return fitting(input, acts, alarmOf);
}

/** Plan taking back what was done last. `actions` is empty when there is nothing to take back. */
export function planUndo(
  input: RecordInput,
  doing: Doing,
  makeId: () => string,
): Planned & { of: KeptAct[] } {
  const of = lastBatch(input.actions.filter(({ atMs }) => atMs <= input.nowMs));
  const batch = makeId();
  const undos = of.map((one): KeptUndo => ({ kind: 'undo', id: makeId(), batch, act: one.id, ...doing }));
  const alarms = new Map(of.map((one) => [one.id, one.alarm]));
  return { ...fitting(input, undos, (one) => (one.kind === 'undo' ? (alarms.get(one.act) ?? '') : '')), of };
}
