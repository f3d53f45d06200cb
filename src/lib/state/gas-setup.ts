import { valueLimits, type GasProfile, type ValueLimit } from '$lib/plant/gas-limits';
import { profileOf } from '$lib/plant/gas-limits-profiles';
import { isDerived, type GasProperty } from '$lib/plant/gas-quality';
import type { GasInputs } from '$lib/plant/gas-quality-inputs';
import { referenceOf, type Reference } from '$lib/plant/iso6976-references';
import { gasDisplay, type GasDisplay } from './gas-display';
import { inputsOf, usualProfileOf, type PlantStream } from './gas-streams';
import type { UnitsState } from './units.svelte';

/** By what a stream is judged, and how it is shown. */
export interface GasSetup {
  inputs: GasInputs;
  profile: GasProfile;
  reference: Reference;
  limits: ValueLimit[];
  display: GasDisplay;
  /** Whether a property can be said at all. */
  has(property: GasProperty): boolean;
}

/** What holds for a stream by the settings in force. */
export function gasSetup(stream: PlantStream, units: UnitsState): GasSetup {
  const { conditions, own, person, choice } = units;
  const inputs = inputsOf(stream, conditions);
  const profile = profileOf(
    own.streamProfiles[stream.id] ?? usualProfileOf(stream, inputs),
    person.gasProfiles,
  );
  const reference =
    profile.reference === null ? units.reference : referenceOf(profile.reference, own.scfPsia);
  return {
    ...{ inputs, profile, reference },
    limits: valueLimits(profile, { ...conditions, metering: reference.metering, molarMass: null }),
    display: gasDisplay(stream, inputs, reference, choice, conditions),
    has: (property) => (isDerived(property) ? property !== 'score' || 'co2' in inputs : property in inputs),
  };
}
