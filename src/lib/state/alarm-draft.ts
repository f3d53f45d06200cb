import type { AlarmDefinition } from '$lib/alarms/definition';
import { checkAlarms, type AlarmProblem } from '$lib/alarms/validate';

/** A definition while it is being written: any field may be wrong. */
export type AlarmDraft = Record<string, unknown> & { kind: AlarmDefinition['kind']; id: string };

const BASE = {
  name: '',
  priority: 'low',
  onDelaySeconds: 300,
  offDelaySeconds: 300,
  whileOn: null,
  source: 'own',
  response: '',
};
const OF_NUMBER = { reading: 'avg', unit: '', deadband: 0 };

const BY_KIND: Record<AlarmDefinition['kind'], Record<string, unknown>> = {
  threshold: { ...OF_NUMBER, tag: '', reading: 'max', level: 'high', limit: null },
  deviation: {
    ...OF_NUMBER,
    tag: '',
    from: { kind: 'own mean', minutes: 1440 },
    limit: 20,
    percent: true,
    unit: '%',
  },
  'rate-of-change': { ...OF_NUMBER, tag: '', direction: 'either', limit: null, windowMinutes: 5 },
  digital: { tag: '', abnormal: true, onDelaySeconds: 0, offDelaySeconds: 60 },
  anomaly: { detector: 'consensus', limit: null, deadband: 0 },
};

/** A draft of a kind; what another draft says already stays where the kind has it too. */
export function draftOf(
  kind: AlarmDefinition['kind'],
  id: string,
  from: Partial<AlarmDraft> = {},
): AlarmDraft {
  const empty: Record<string, unknown> = { ...BASE, ...BY_KIND[kind] };
  const kept = ['name', 'priority', 'whileOn', 'source', 'response', ...('tag' in empty ? ['tag'] : [])];
  const said = Object.fromEntries(kept.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])));
  return { ...empty, ...said, kind, id };
}

/** An id that no alarm has. */
export function freshId(taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`own.${number}`)) number++;
  return `own.${number}`;
}

/** Names of fields as the editor shows them. */
export const FIELD_WORDS: Record<string, string> = {
  name: 'Name',
  priority: 'Priority',
  onDelaySeconds: 'Raised after',
  offDelaySeconds: 'Returns after',
  whileOn: 'Judged only while',
  source: 'Limit from',
  response: 'What to do',
  tag: 'Sensor',
  reading: 'Reading of a minute',
  unit: 'Unit',
  level: 'Level',
  limit: 'Limit',
  deadband: 'Deadband',
  from: 'Measured from',
  percent: 'In percent',
  direction: 'Direction',
  windowMinutes: 'Within',
  abnormal: 'Abnormal state',
  detector: 'Detector',
};

/** A problem as a sentence: `Limit must be a number, is nothing.` */
export function problemSentence({ alarm, field, message }: AlarmProblem): string {
  const told = message.replace(`${alarm}: `, '').replace(/^its /, 'Its ');
  const named =
    field in FIELD_WORDS && told.startsWith(field) ? FIELD_WORDS[field] + told.slice(field.length) : told;
  return `${named.replaceAll('is null', 'is empty').replaceAll('is ""', 'is empty')}.`;
}

/** A draft checked among the plant's other alarms: the definition, or what is wrong with it in sentences. */
export function checkDraft(
  draft: AlarmDraft,
  others: readonly AlarmDefinition[],
): { definition: AlarmDefinition } | { problems: string[] } {
  const checked = checkAlarms([...others.filter(({ id }) => id !== draft.id), draft]);
  if (checked.kind === 'valid') return { definition: draft as unknown as AlarmDefinition };
  const own = checked.problems.filter(
    ({ alarm, message }) => alarm === draft.id || message.includes(draft.id),
  );
  return own.length === 0
    ? { definition: draft as unknown as AlarmDefinition }
    : { problems: own.map(problemSentence) };
}
