import type { AlarmDefinition } from './definition';

/** What a person changed of a plant's first set of alarms. */
export interface AlarmEdits {
  /** Definitions in place of those with their id, and new ones. */
  own: AlarmDefinition[];
  /** Ids that are not judged. */
  off: string[];
  /** Operators who share the alarms, for the performance report, >= 1. */
  operators: number;
}

export const NO_EDITS: AlarmEdits = { own: [], off: [], operators: 1 };

/** A definition with what a person did to it. */
export interface ConfiguredAlarm {
  definition: AlarmDefinition;
  /** `default` as it came, `changed` by a person, `own` added by a person. */
  origin: 'default' | 'changed' | 'own';
  on: boolean;
}

/** All alarms of a plant: the first set with what was changed, then what was added. */
export function configuredAlarms(
  defaults: readonly AlarmDefinition[],
  { own, off }: AlarmEdits,
): ConfiguredAlarm[] {
  const changed = new Map(own.map((one) => [one.id, one]));
  const known = new Set(defaults.map(({ id }) => id));
  const on = (id: string) => !off.includes(id);
  return [
    ...defaults.map((one): ConfiguredAlarm => {
      const mine = changed.get(one.id);
      return { definition: mine ?? one, origin: mine ? 'changed' : 'default', on: on(one.id) };
    }),
    ...own
      .filter(({ id }) => !known.has(id))
      .map((definition): ConfiguredAlarm => ({ definition, origin: 'own', on: on(definition.id) })),
  ];
}

/** Edits with a definition in place of the one with its id, or added. */
export const withDefinition = (edits: AlarmEdits, definition: AlarmDefinition): AlarmEdits => ({
  ...edits,
  own: [...edits.own.filter(({ id }) => id !== definition.id), definition],
});

/** Edits without what was said of an alarm: a default one is as it came, an own one is gone. */
export const withoutDefinition = (edits: AlarmEdits, id: string): AlarmEdits => ({
  ...edits,
  own: edits.own.filter((one) => one.id !== id),
  off: edits.off.filter((one) => one !== id),
});

/** Edits with an alarm switched on or off. */
export const withSwitch = (edits: AlarmEdits, id: string, on: boolean): AlarmEdits => ({
  ...edits,
  off: on ? edits.off.filter((one) => one !== id) : [...edits.off.filter((one) => one !== id), id],
});
