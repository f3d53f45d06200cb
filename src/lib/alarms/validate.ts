import {
  ALARM_KINDS,
  ALARM_PRIORITIES,
  MINUTE_READINGS,
  THRESHOLD_LEVELS,
  isUpper,
  type AlarmDefinition,
  type ThresholdAlarm,
  type ThresholdLevel,
} from './definition';

/** What is wrong with one field of a definition, in words a person can act on. */
export interface AlarmProblem {
  /** `id` of the definition, or its place in the list when it has none. */
  alarm: string;
  field: string;
  message: string;
}

/** Definitions that passed, or everything that is wrong with them. */
export type CheckedAlarms =
  { kind: 'valid'; definitions: AlarmDefinition[] } | { kind: 'invalid'; problems: AlarmProblem[] };

type Fields = Record<string, unknown>;
type Check = (value: unknown, fields: Fields) => string | null;

/** A day: a longer delay hides an alarm rather than steadying it. */
const LONGEST_DELAY_SECONDS = 86_400;
const LONGEST_RATE_MINUTES = 1440;
const LONGEST_MEAN_MINUTES = 43_200;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const text: Check = (value) =>
  typeof value === 'string' && value.trim() !== '' ? null : `must be a text, is ${shown(value)}`;
const anyText: Check = (value) => (typeof value === 'string' ? null : `must be a text, is ${shown(value)}`);
const number: Check = (value) => (isNumber(value) ? null : `must be a number, is ${shown(value)}`);
const yesNo: Check = (value) =>
  typeof value === 'boolean' ? null : `must be true or false, is ${shown(value)}`;
const tagOrNull: Check = (value) => (value === null ? null : text(value, {}));
const between =
  (least: number, most: number, unit: string): Check =>
  (value) =>
    isNumber(value) && value >= least && value <= most
      ? null
      : `must be a number from ${least} to ${most} ${unit}, is ${shown(value)}`;
const wholeBetween =
  (least: number, most: number, unit: string): Check =>
  (value) =>
    Number.isInteger(value) && isNumber(value) && value >= least && value <= most
      ? null
      : `must be a whole number from ${least} to ${most} ${unit}, is ${shown(value)}`;
const oneOf =
  (choices: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && choices.includes(value)
      ? null
      : `must be one of ${choices.join(', ')}, is ${shown(value)}`;
const above0: Check = (value) =>
  isNumber(value) && value > 0 ? null : `must be a number above 0, is ${shown(value)}`;
const notNegative: Check = (value) =>
  isNumber(value) && value >= 0 ? null : `must be a number of at least 0, is ${shown(value)}`;
const underLimit: Check = (value, fields) => {
  const wrong = notNegative(value, fields);
  if (wrong !== null || !isNumber(value) || !isNumber(fields.limit)) return wrong;
  return value < fields.limit
    ? null
    : `must be below the limit of ${fields.limit}, is ${value}: the alarm could never return`;
};
const deviationFrom: Check = (value) => {
  if (!isFields(value)) return `must say what the deviation is measured from, is ${shown(value)}`;
  if (value.kind === 'value') return number(value.value, value);
  if (value.kind === 'tag') return text(value.tag, value);
  if (value.kind === 'own mean')
    return wholeBetween(2, LONGEST_MEAN_MINUTES, 'minutes')(value.minutes, value);
  return `must be measured from one of value, tag, own mean, is ${shown(value.kind)}`;
};

const BASE: Record<string, Check> = {
  id: text,
  name: text,
  priority: oneOf(ALARM_PRIORITIES),
  onDelaySeconds: between(0, LONGEST_DELAY_SECONDS, 'seconds'),
  offDelaySeconds: between(0, LONGEST_DELAY_SECONDS, 'seconds'),
  whileOn: tagOrNull,
  source: text,
  response: anyText,
};
const OF_NUMBER: Record<string, Check> = { tag: text, reading: oneOf(MINUTE_READINGS), unit: anyText };

const BY_KIND: Record<AlarmDefinition['kind'], Record<string, Check>> = {
  threshold: { ...OF_NUMBER, level: oneOf(THRESHOLD_LEVELS), limit: number, deadband: notNegative },
  deviation: { ...OF_NUMBER, from: deviationFrom, limit: above0, percent: yesNo, deadband: underLimit },
  'rate-of-change': {
    ...OF_NUMBER,
    direction: oneOf(['up', 'down', 'either']),
    limit: above0,
    windowMinutes: wholeBetween(1, LONGEST_RATE_MINUTES, 'minutes'),
    deadband: underLimit,
  },
  digital: { tag: text, abnormal: yesNo },
  anomaly: { detector: text, limit: number, deadband: notNegative },
};

function problemsOf(value: unknown, at: number): AlarmProblem[] {
  const place = `alarm ${at + 1}`;
  if (!isFields(value))
    return [{ alarm: place, field: '', message: `${place} is ${shown(value)}, not a definition` }];
  const alarm = typeof value.id === 'string' && value.id !== '' ? value.id : place;
  const kind = ALARM_KINDS.find((one) => one === value.kind);
  const checks = { ...BASE, kind: oneOf(ALARM_KINDS), ...(kind === undefined ? {} : BY_KIND[kind]) };
  return Object.entries(checks).flatMap(([field, check]) => {
    const wrong = check(value[field], value);
    return wrong === null ? [] : [{ alarm, field, message: `${alarm}: ${field} ${wrong}` }];
  });
}

/** Levels from the bottom up: each limit must lie above the one before it. */
const RISING: ThresholdLevel[] = ['low-low', 'low', 'high', 'high-high'];

function orderProblems(definitions: readonly AlarmDefinition[]): AlarmProblem[] {
  const thresholds = definitions.filter((one): one is ThresholdAlarm => one.kind === 'threshold');
  const problem = (alarm: string, field: string, message: string): AlarmProblem => ({
    alarm,
    field,
    message,
  });
  return thresholds.flatMap((one) =>
    thresholds
      .filter((other) => other.tag === one.tag && other.reading === one.reading && other.unit === one.unit)
      .filter((other) => RISING.indexOf(other.level) > RISING.indexOf(one.level))
      .flatMap((other) => {
        if (one.limit >= other.limit)
          return problem(
            one.id,
            'limit',
            `${one.id}: its ${one.level} limit ${one.limit} must be below the ${other.level} limit ${other.limit} of ${other.id}`,
          );
        if (!isUpper(one.level) && isUpper(other.level) && one.limit + one.deadband >= other.limit)
          return problem(
            one.id,
            'deadband',
            `${one.id}: limit ${one.limit} and deadband ${one.deadband} reach the ${other.level} limit ${other.limit} of ${other.id}`,
          );
        return [];
      }),
  );
}

function repeatedIds(definitions: readonly AlarmDefinition[]): AlarmProblem[] {
  const seen = new Set<string>();
  return definitions.flatMap(({ id }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ alarm: id, field: 'id', message: `${id}: this id is used by more than one alarm` }];
  });
}

/**
 * Check definitions that a person wrote or a file holds: each field, then ids and the order of limits.
 * @returns the same definitions, or every problem in order of the alarms
 */
export function checkAlarms(value: unknown): CheckedAlarms {
  if (!Array.isArray(value))
    return {
      kind: 'invalid',
      problems: [{ alarm: '', field: '', message: `alarms must be a list, are ${shown(value)}` }],
    };
  const each = value.flatMap((one: unknown, at) => problemsOf(one, at));
  if (each.length > 0) return { kind: 'invalid', problems: each };
  const definitions = value as AlarmDefinition[];
  const between = [...repeatedIds(definitions), ...orderProblems(definitions)];
  return between.length > 0 ? { kind: 'invalid', problems: between } : { kind: 'valid', definitions };
}
