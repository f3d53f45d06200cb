import {
  columnKey,
  type AlarmDefinition,
  type DeviationAlarm,
  type DigitalAlarm,
  type RateAlarm,
  type ThresholdAlarm,
} from '$lib/alarms/definition';
import type { ConditionEvent } from '$lib/alarms/evaluate';
import { MINUTE_MS, type AlarmMinutes } from '$lib/alarms/minutes';

export const START_MS = Date.UTC(2025, 0, 1);
/** Start of a minute of the test's history. */
export const minute = (at: number): number => START_MS + at * MINUTE_MS;

const base = {
  priority: 'low',
  onDelaySeconds: 0,
  offDelaySeconds: 0,
  whileOn: null,
  source: 'test',
  response: '',
} as const;
const ofNumber = { tag: 'x', reading: 'avg', unit: '', deadband: 0 } as const;

export const high = (rest: Partial<ThresholdAlarm> = {}): ThresholdAlarm => ({
  ...base,
  ...ofNumber,
  kind: 'threshold',
  id: 'high',
  name: 'High',
  level: 'high',
  limit: 10,
  ...rest,
});
export const rate = (rest: Partial<RateAlarm> = {}): RateAlarm => ({
  ...base,
  ...ofNumber,
  kind: 'rate-of-change',
  id: 'rate',
  name: 'Rate',
  direction: 'either',
  limit: 10,
  windowMinutes: 5,
  ...rest,
});
export const deviation = (rest: Partial<DeviationAlarm> = {}): DeviationAlarm => ({
  ...base,
  ...ofNumber,
  kind: 'deviation',
  id: 'dev',
  name: 'Deviation',
  from: { kind: 'value', value: 100 },
  limit: 20,
  percent: true,
  ...rest,
});
export const digital = (rest: Partial<DigitalAlarm> = {}): DigitalAlarm => ({
  ...base,
  kind: 'digital',
  id: 'bit',
  name: 'Bit',
  tag: 'bit',
  abnormal: true,
  ...rest,
});

/** Minutes from the start of the history on; column names are tags, read as `avg`, or whole keys. */
export const minutes = (columns: Record<string, number[]>): AlarmMinutes => ({
  startsMs: Float64Array.from(Object.values(columns)[0], (_, at) => minute(at)),
  columns: new Map(
    Object.entries(columns).map(([tag, values]) => [
      tag.includes(':') ? tag : columnKey(tag, 'avg'),
      Float64Array.from(values),
    ]),
  ),
});

/** Minutes from (inclusive) to (exclusive) of others. */
export const cut = ({ startsMs, columns }: AlarmMinutes, from: number, to: number): AlarmMinutes => ({
  startsMs: startsMs.slice(from, to),
  columns: new Map([...columns].map(([key, column]) => [key, column.slice(from, to)])),
});

/** Events as `kind@minute since minute`, minutes counted from the start of the history. */
export const brief = (events: readonly ConditionEvent[]): string[] =>
  events.map(
    ({ kind, atMs, sinceMs }) =>
      `${kind}@${(atMs - START_MS) / MINUTE_MS} since ${(sinceMs - START_MS) / MINUTE_MS}`,
  );

/** Some definitions of each kind, for properties. */
export const EVERY_KIND: AlarmDefinition[] = [
  high({ onDelaySeconds: 120, offDelaySeconds: 180, deadband: 3 }),
  high({ id: 'low', level: 'low', limit: -10, offDelaySeconds: 90 }),
  high({ id: 'gated', limit: 5, whileOn: 'bit', onDelaySeconds: 60 }),
  rate({ onDelaySeconds: 60, deadband: 2, windowMinutes: 3 }),
  rate({ id: 'rate.down', direction: 'down', limit: 6 }),
  deviation({ from: { kind: 'tag', tag: 'y' }, percent: false, limit: 8, deadband: 1 }),
  deviation({ id: 'dev.mean', from: { kind: 'own mean', minutes: 4 }, limit: 50, offDelaySeconds: 120 }),
  digital({ offDelaySeconds: 120 }),
  { ...base, kind: 'anomaly', id: 'anomaly', name: 'Anomaly', detector: 'pca', limit: 3, deadband: 1 },
];
