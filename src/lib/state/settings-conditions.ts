import { NORMAL, STANDARD, type UnitConditions } from '$lib/plant/units-conditions';
import type { UnitChoice } from '$lib/plant/units-display';
import type { PersonSettings, PlantSettings } from '$lib/store/person-settings';

/** Units in force: what was said of the plant goes before what holds for all plants. */
export function unitChoice(person: PersonSettings, plant: PlantSettings): UnitChoice {
  // A system chosen for the plant is a fresh start: units chosen for all plants belong to the other system.
  if (plant.system !== null) return { system: plant.system, units: plant.units };
  return { system: person.system, units: { ...person.units, ...plant.units } };
}

/** What the units of a plant stand for. @param metering state of a m3 of heating value */
export function unitConditions(plant: PlantSettings, metering: UnitConditions['metering']): UnitConditions {
  const states = { unknown: null, normal: NORMAL, standard: STANDARD };
  return {
    atmospherePascal: plant.atmosphereKPa * 1000,
    plainPressure: plant.plainPressure,
    scfPsia: plant.scfPsia,
    plainGas: states[plant.plainGas],
    metering,
  };
}
