import { STREAM_ROLES, type StreamRole } from '$lib/plant/gas-quality-recovery';
import { REFERENCE_IDS } from '$lib/plant/iso6976-references';
import { isAtmosphere } from '$lib/plant/units-conditions';
import type { UnitSystem } from '$lib/plant/units-display';
import { QUANTITIES, type Quantity } from '$lib/plant/units-quantity';
import {
  DEFAULT_PERSON,
  DEFAULT_PLANT,
  type PersonSettings,
  type PlantSettings,
} from '$lib/store/person-settings';

export type { PersonSettings, PlantSettings };

/** A file that holds no settings of ours. */
export class SettingsFileError extends Error {
  override name = 'SettingsFileError';
  readonly advice = 'Choose a file that "Save the settings" on this page wrote.';
}

const KIND = 'biogas-analytics settings';

/** Settings as the text of a JSON file. @param plant null where none is open */
export const exportSettings = (person: PersonSettings, plant: PlantSettings | null): string =>
  `${JSON.stringify({ kind: KIND, version: 1, person, plant }, null, 2)}\n`;

type Loose = Record<string, unknown>;

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that is one of those known, else the usual. */
const oneOf = <T>(value: unknown, known: readonly T[], usual: T): T =>
  known.includes(value as T) ? (value as T) : usual;

const SYSTEMS: readonly UnitSystem[] = ['recorded', 'US', 'SI'];
const ZONES = () => new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

/** Units of a file or link that exist; others are left out. */
export function unitsIn(value: unknown): Partial<Record<Quantity, string>> {
  if (!isObject(value)) return {};
  const fitting = QUANTITIES.filter(({ quantity, choices }) =>
    choices.some((unit) => unit === value[quantity]),
  );
  return Object.fromEntries(fitting.map(({ quantity }) => [quantity, value[quantity]]));
}

const textOr = (value: unknown, usual: string | null) => (typeof value === 'string' ? value : usual);

/**
 * Settings of a file's text. What does not fit falls back to the usual, so that a file of another version can be read.
 * @throws SettingsFileError when the text is not a settings file
 */
export function importSettings(text: string): { person: PersonSettings; plant: PlantSettings | null } {
  const file = parsed(text);
  if (!isObject(file) || file.kind !== KIND || !isObject(file.person))
    throw new SettingsFileError(`the file holds no "${KIND}"`);
  const { person, plant } = file;
  return {
    person: {
      system: oneOf(person.system, SYSTEMS, DEFAULT_PERSON.system),
      units: unitsIn(person.units),
      reference: oneOf<string>(person.reference, REFERENCE_IDS, DEFAULT_PERSON.reference),
      locale: textOr(person.locale, null),
      gasProfiles: Array.isArray(person.gasProfiles) ? person.gasProfiles.filter(isProfile) : [],
    },
    plant: isObject(plant) ? plantIn(plant) : null,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new SettingsFileError('the file is not JSON', { cause });
  }
}

type Profile = PersonSettings['gasProfiles'][number];

const isLimit = (value: unknown): boolean =>
  isObject(value) &&
  [value.property, value.unit, value.priority, value.source].every((text) => typeof text === 'string') &&
  [value.min, value.max].every((side) => side === null || typeof side === 'number');

const isProfile = (value: unknown): value is Profile =>
  isObject(value) &&
  [value.id, value.name, value.purpose].every((text) => typeof text === 'string') &&
  (value.reference === null || typeof value.reference === 'string') &&
  Array.isArray(value.limits) &&
  value.limits.every(isLimit);

const isText = (value: unknown): value is string => typeof value === 'string';
const isRole = (value: unknown): value is StreamRole => STREAM_ROLES.some((role) => role === value);

function plantIn(plant: Loose): PlantSettings {
  const kPa = plant.atmosphereKPa;
  const of = <T extends string>(value: unknown, fits: (text: unknown) => text is T) =>
    Object.fromEntries(
      Object.entries(isObject(value) ? value : {}).filter((entry): entry is [string, T] => fits(entry[1])),
    );
  return {
    system: oneOf(plant.system, [...SYSTEMS, null], DEFAULT_PLANT.system),
    units: unitsIn(plant.units),
    reference: oneOf<string | null>(plant.reference, [...REFERENCE_IDS, null], null),
    zone: typeof plant.zone === 'string' && ZONES().has(plant.zone) ? plant.zone : null,
    atmosphereKPa: typeof kPa === 'number' && isAtmosphere(kPa) ? kPa : DEFAULT_PLANT.atmosphereKPa,
    plainPressure: oneOf(plant.plainPressure, ['gauge', 'absolute'], DEFAULT_PLANT.plainPressure),
    scfPsia: oneOf(plant.scfPsia, [14.696, 14.73], DEFAULT_PLANT.scfPsia),
    plainGas: oneOf(plant.plainGas, ['unknown', 'normal', 'standard'], DEFAULT_PLANT.plainGas),
    streamProfiles: of(plant.streamProfiles, isText),
    streamRoles: of(plant.streamRoles, isRole),
  };
}
