import type { GasProfile } from '$lib/plant/gas-limits';
import type { StreamRole } from '$lib/plant/gas-quality-recovery';
import type { UnitSystem } from '$lib/plant/units-display';
import type { Quantity } from '$lib/plant/units-quantity';
import { database } from './registry';

/** What a person chose for all plants. */
export interface PersonSettings {
  system: UnitSystem;
  /** Units that go before the system's. */
  units: Partial<Record<Quantity, string>>;
  /** Reference conditions of heating values, id of `REFERENCES`. */
  reference: string;
  /** BCP 47 tag for numbers and dates; null for the site's own plain style. */
  locale: string | null;
  /** Limit profiles of the person's own, or changed from the site's under the same id. */
  gasProfiles: GasProfile[];
}

/** What a person said of one plant; null where what holds for all plants holds. */
export interface PlantSettings {
  system: UnitSystem | null;
  units: Partial<Record<Quantity, string>>;
  reference: string | null;
  /** IANA name that goes before the zone of the import. */
  zone: string | null;
  /** Pressure of the air at the plant, kPa. */
  atmosphereKPa: number;
  plainPressure: 'gauge' | 'absolute';
  scfPsia: 14.696 | 14.73;
  plainGas: 'unknown' | 'normal' | 'standard';
  /** Limit profile of each gas stream, by the stream's id. */
  streamProfiles: Partial<Record<string, string>>;
  /** Part of each gas stream in the methane balance, by the stream's id. */
  streamRoles: Partial<Record<string, StreamRole>>;
}

export const DEFAULT_PERSON: PersonSettings = {
  system: 'recorded',
  units: {},
  reference: '25/0',
  locale: null,
  gasProfiles: [],
};

export const DEFAULT_PLANT: PlantSettings = {
  system: null,
  units: {},
  reference: null,
  zone: null,
  atmosphereKPa: 101.325,
  plainPressure: 'gauge',
  scfPsia: 14.696,
  plainGas: 'unknown',
  streamProfiles: {},
  streamRoles: {},
};

const PERSON = 'person';
const plantKey = (fingerprint: string) => `plant ${fingerprint}`;

async function read<T extends object>(key: string, usual: T): Promise<T> {
  const known = (await (await database()).get('settings', key)) as Partial<T> | undefined;
  return { ...usual, ...known };
}

/** What the person chose, with defaults for the rest. */
export const readPerson = (): Promise<PersonSettings> => read(PERSON, DEFAULT_PERSON);

/** Remember what the person chose. */
export async function writePerson(settings: PersonSettings): Promise<void> {
  await (await database()).put('settings', settings, PERSON);
}

/** What the person said of a plant, with defaults for the rest. @param fingerprint of the plant's exports */
export const readPlantSettings = (fingerprint: string): Promise<PlantSettings> =>
  read(plantKey(fingerprint), DEFAULT_PLANT);

/** Remember what the person said of a plant. */
export async function writePlantSettings(fingerprint: string, settings: PlantSettings): Promise<void> {
  await (await database()).put('settings', settings, plantKey(fingerprint));
}
