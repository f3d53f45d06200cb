import type { AlarmDefinition } from '$lib/alarms/definition';
import type { AlarmWords } from '$lib/alarms/describe';
import { displayUnit, type DisplayUnit } from '$lib/plant/units-display';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';
import { alarmTag, alarmWords } from './alarm-view';
import type { AlarmsState } from './alarms.svelte';
import type { PlantState } from './plant.svelte';
import type { UnitsState } from './units.svelte';

/** An alarm in the units shown: what its values mean, and how they are written. */
export interface ShownAlarm {
  /** As it is judged; as it was written where it cannot be. */
  judged: AlarmDefinition;
  words: AlarmWords;
  /** How its tag is shown; null without a tag. */
  display: DisplayUnit | null;
}

/** In the unit that the definition itself names. */
const asWritten = (definition: AlarmDefinition): DisplayUnit =>
  displayUnit(
    null,
    'unit' in definition ? definition.unit : '',
    { system: 'recorded', units: {} },
    { ...USUAL_CONDITIONS, molarMass: null },
  );

/** An alarm as the page writes it; follows units and mapping when read in a `$derived`. @param time writes an instant */
export function shownAlarm(
  definition: AlarmDefinition,
  { alarms, plant, units }: { alarms: AlarmsState; plant: PlantState; units: UnitsState },
  time: (ms: number) => string,
): ShownAlarm {
  const judged = alarms.alarms?.judgedById.get(definition.id);
  const name = judged === undefined ? null : alarmTag(judged);
  const tag = plant.info?.tags.find((one) => one.tag === name);
  const display = judged && tag ? units.ofTag(tag) : asWritten(definition);
  const words = alarmWords(display, time);
  return { judged: judged ?? definition, words, display: tag ? display : null };
}
