import type { OperatorAction } from './journal-types';

/** An action of a person as it is kept: whole, so that a journal can be made again over other events. */
export interface KeptAct {
  kind: 'act';
  /** Unique in a plant. */
  id: string;
  /** Acts done by one key press share it: they are taken back together. */
  batch: string;
  alarm: string;
  action: OperatorAction;
  /** Of `acknowledge`: when the occurrences that it is about were raised, ms; empty for other actions. */
  raisedMs: number[];
  /** When, in the time of the plant: the clock of a replay, else the wall clock, ms. */
  atMs: number;
  /** When, by the wall clock, ms. */
  doneMs: number;
  by: string;
  note: string;
}

/** Taking back an act. */
export interface KeptUndo {
  kind: 'undo';
  id: string;
  batch: string;
  /** `id` of the act. */
  act: string;
  atMs: number;
  doneMs: number;
  by: string;
  note: string;
}

export type KeptAction = KeptAct | KeptUndo;

/** What was done up to a moment of the plant's time (inclusive), in the order of that time, then as it was done. */
export const actionsUntil = (actions: readonly KeptAction[], nowMs: number): KeptAction[] =>
  actions.filter(({ atMs }) => atMs <= nowMs).sort((a, b) => a.atMs - b.atMs || a.doneMs - b.doneMs);

/** Ids of acts that were taken back. */
export const takenBack = (actions: readonly KeptAction[]): Set<string> =>
  new Set(actions.flatMap((one) => (one.kind === 'undo' ? [one.act] : [])));

/** The batch done last by people and not taken back, its acts newest first; empty when there is none. */
export function lastBatch(actions: readonly KeptAction[]): KeptAct[] {
  const gone = takenBack(actions);
  const open = actions.filter((one): one is KeptAct => one.kind === 'act' && !gone.has(one.id));
  const last = open.reduce<KeptAct | null>(
    (newest, one) => (newest === null || one.doneMs >= newest.doneMs ? one : newest),
    null,
  );
  return last === null ? [] : open.filter(({ batch }) => batch === last.batch).reverse();
}
