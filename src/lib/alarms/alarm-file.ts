import type { KeptAction } from './acts';
import { NO_EDITS, type AlarmEdits } from './edits';
import { ALARM_ACTIONS } from './life-cycle';
import { checkAlarms } from './validate';

/** All that people said of a plant's alarms, as plain JSON. */
export interface AlarmFile {
  format: 'biogas-analytics-alarms';
  version: 1;
  fingerprint: string;
  edits: AlarmEdits;
  actions: KeptAction[];
}

/** Data that is no file of ours, or is of another plant; the message says what is wrong. */
export class AlarmFileError extends Error {
  override name = 'AlarmFileError';
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isName = (value: unknown): value is string => isText(value) && value.trim() !== '';
const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 8.64e15;
const isListOf = <T>(value: unknown, is: (one: unknown) => one is T): value is T[] =>
  Array.isArray(value) && value.every(is);

/** Actions that a person does. */
const BY_PEOPLE = ALARM_ACTIONS.filter((kind) => !['raise', 'return', 'expire'].includes(kind));

const isAction = (value: unknown): boolean =>
  isFields(value) &&
  BY_PEOPLE.some((kind) => kind === value.kind) &&
  (value.kind !== 'shelve' || isTime(value.untilMs));

function isKept(value: unknown): value is KeptAction {
  if (!isFields(value)) return false;
  const { kind, id, batch, atMs, doneMs, by, note, alarm, action, raisedMs, act } = value;
  const common = isName(id) && isName(batch) && isTime(atMs) && isTime(doneMs) && isName(by) && isText(note);
  if (!common) return false;
  if (kind === 'undo') return isName(act);
  return kind === 'act' && isName(alarm) && isAction(action) && isListOf(raisedMs, isTime);
}

function editsOf(value: unknown): AlarmEdits {
  if (!isFields(value)) throw new AlarmFileError('the file holds no "edits"');
  const checked = checkAlarms(value.own);
  if (checked.kind === 'invalid')
    throw new AlarmFileError(`an alarm of the file is wrong: ${checked.problems[0].message}`);
  if (!isListOf(value.off, isText)) throw new AlarmFileError('"off" is not a list of names of alarms');
  const operators = value.operators ?? NO_EDITS.operators;
  if (!(typeof operators === 'number' && Number.isInteger(operators) && operators > 0))
    throw new AlarmFileError(`"operators" must be a whole number above 0, is ${JSON.stringify(operators)}`);
  return { own: checked.definitions, off: value.off, operators };
}

function actionsOf(value: unknown): KeptAction[] {
  if (!Array.isArray(value)) throw new AlarmFileError('the file holds no list of "actions"');
  const wrong = value.findIndex((one) => !isKept(one));
  if (wrong >= 0) throw new AlarmFileError(`action ${wrong + 1} of the file is not complete`);
  return value as KeptAction[];
}

/**
 * Check what a file holds.
 * @param fingerprint of the plant that it is for
 * @throws AlarmFileError when it is no file of ours, is not complete, or is of another plant
 */
export function checkAlarmFile(value: unknown, fingerprint: string): AlarmFile {
  if (!isFields(value) || value.format !== 'biogas-analytics-alarms')
    throw new AlarmFileError('this is no file of alarms');
  if (value.version !== 1)
    throw new AlarmFileError(`version ${JSON.stringify(value.version)} of the file is not known`);
  if (value.fingerprint !== fingerprint) throw new AlarmFileError('the file is of another plant');
  const [edits, actions] = [editsOf(value.edits), actionsOf(value.actions)];
  return { format: 'biogas-analytics-alarms', version: 1, fingerprint, edits, actions };
}

/** What is kept, as a file. */
export const alarmFile = (fingerprint: string, edits: AlarmEdits, actions: KeptAction[]): AlarmFile => ({
  format: 'biogas-analytics-alarms',
  version: 1,
  fingerprint,
  edits,
  actions,
});

/** Actions of two lists, each once, in the order they were done. */
export function mergedActions(kept: readonly KeptAction[], more: readonly KeptAction[]): KeptAction[] {
  const byId = new Map([...kept, ...more].map((one) => [one.id, one]));
  return [...byId.values()].sort((a, b) => a.doneMs - b.doneMs);
}
