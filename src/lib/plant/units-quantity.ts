import { canonicalTag } from './tags';
import { knownUnit } from './unit-words';
import { wordsOfHeader } from './streams';
import type { Dimension } from './units';

/** What a person chooses a unit for. */
export type Quantity =
  | 'pressure'
  | 'differential pressure'
  | 'temperature'
  | 'gas flow'
  | 'gas volume'
  | 'energy'
  | 'power'
  | 'heating value'
  | 'trace gas'
  | 'vibration';

/** A quantity: its name in words, its dimension, the units it may be shown in, and its unit in each system. */
export interface QuantityInfo {
  quantity: Quantity;
  name: string;
  dimension: Dimension;
  choices: readonly string[];
  us: string;
  si: string;
}

/** In the order of the Settings page. */
export const QUANTITIES: readonly QuantityInfo[] = [
  {
    quantity: 'pressure',
    name: 'Pressure',
    dimension: 'pressure',
    choices: ['psi(g)', 'psi(a)', 'bar(g)', 'bar(a)', 'mbar(g)', 'mbar(a)', 'kPa(g)', 'kPa(a)', 'inH2O(g)'],
    us: 'psi(g)',
    si: 'bar(g)',
  },
  {
    quantity: 'differential pressure',
    name: 'Differential pressure',
    dimension: 'differential pressure',
    choices: ['psi', 'bar', 'mbar', 'kPa', 'Pa', 'inH2O'],
    us: 'psi',
    si: 'mbar',
  },
  {
    quantity: 'temperature',
    name: 'Temperature',
    dimension: 'temperature',
    choices: ['degF', 'degC', 'K'],
    us: 'degF',
    si: 'degC',
  },
  {
    quantity: 'gas flow',
    name: 'Gas flow',
    dimension: 'gas flow',
    choices: ['scfm', 'scfh', 'Mscfd', 'Nm3/h', 'Sm3/h'],
    us: 'scfm',
    si: 'Nm3/h',
  },
  {
    quantity: 'gas volume',
    name: 'Gas volume',
    dimension: 'gas volume',
    choices: ['MCF', 'scf', 'Nm3', 'Sm3'],
    us: 'MCF',
    si: 'Nm3',
  },
  {
    quantity: 'energy',
    name: 'Energy',
    dimension: 'energy',
    choices: ['MMBtu', 'MBtu', 'therm', 'kWh', 'MWh', 'MJ', 'GJ'],
    us: 'MMBtu',
    si: 'kWh',
  },
  {
    quantity: 'power',
    name: 'Power',
    dimension: 'power',
    choices: ['kW', 'MW', 'hp', 'MMBtu/h'],
    us: 'kW',
    si: 'kW',
  },
  {
    quantity: 'heating value',
    name: 'Heating value and Wobbe index',
    dimension: 'heating value',
    choices: ['Btu/scf', 'MJ/m3', 'kWh/m3'],
    us: 'Btu/scf',
    si: 'MJ/m3',
  },
  {
    quantity: 'trace gas',
    name: 'Hydrogen sulfide',
    dimension: 'fraction',
    choices: ['ppm', '%', 'mg/Nm3', 'mg/Sm3', 'gr/100scf'],
    us: 'ppm',
    si: 'ppm',
  },
  {
    quantity: 'vibration',
    name: 'Vibration velocity',
    dimension: 'vibration',
    choices: ['in/s', 'mm/s'],
    us: 'in/s',
    si: 'mm/s',
  },
];

const BY_NAME = new Map(QUANTITIES.map((info) => [info.quantity, info]));

/** What is known of a quantity. @throws RangeError for a name that is none */
export function quantityInfo(quantity: Quantity): QuantityInfo {
  const info = BY_NAME.get(quantity);
  if (!info) throw new RangeError(`quantity "${quantity}" is not known`);
  return info;
}

const DIFFERENCE = /diff|delta|_dp_|_dp\d|^_pdt|_pdt/;
const GAS_VOLUME_UNITS = new Set(['scfm', 'scfh', 'Mscfd', 'Nm3/h', 'Sm3/h', 'MCF', 'scf', 'Nm3', 'Sm3']);
const TRACE_UNITS = new Set(['ppm', 'mg/m3', 'mg/Nm3', 'mg/Sm3', 'gr/100scf']);

/** What a quantity is found by; a subset of a tag. `canonical` is the meaning in force. */
export interface MeasuredTag {
  header: string;
  unit: string;
  canonical: string | null;
}

/**
 * The quantity of a tag by its meaning, else by its unit and header; null when its readings are not converted
 * (states, percents, currents, speeds, operating volumes).
 */
export function quantityOf({ header, unit, canonical }: MeasuredTag): Quantity | null {
  const meaning = canonical === null ? null : canonicalTag(canonical);
  const words = wordsOfHeader(header);
  const known = knownUnit(unit)?.quantity;
  if (meaning?.quantity === 'state') return null;
  if (TRACE_UNITS.has(unit)) return 'trace gas';
  if (unit === 'in/s' || unit === 'mm/s') return 'vibration';
  if (known === 'pressure')
    return meaning?.quantity === 'differential pressure' || DIFFERENCE.test(words)
      ? 'differential pressure'
      : 'pressure';
  if (known === 'temperature') return DIFFERENCE.test(words) ? null : 'temperature';
  if (known === 'energy' || known === 'power') return known;
  const ofGas = GAS_VOLUME_UNITS.has(unit) || meaning?.group === 'gas';
  if (known === 'flow' && ofGas) return 'gas flow';
  if (known === 'volume' && ofGas) return 'gas volume';
  return null;
}

const ABSOLUTE = /ambient|atmos|barom|luftdruck|absolut|_abs_/;
const GAUGE = /gauge|ueberdruck/;

/**
 * Unit of a tag's readings, with what its header says beyond the unit: the pressure of the air is absolute, whatever a bare
 * `mbar` means elsewhere in the plant.
 */
export function recordedUnit({ header, unit, canonical }: MeasuredTag): string {
  if (quantityOf({ header, unit, canonical }) !== 'pressure' || unit.endsWith(')')) return unit;
  const words = wordsOfHeader(header);
  if (ABSOLUTE.test(words)) return `${unit}(a)`;
  return GAUGE.test(words) ? `${unit}(g)` : unit;
}

/** Molar masses of gases whose concentration may be given by mass, g/mol, ISO 6976:2016. */
const MASSES: [words: RegExp, grams: number][] = [
  [/h2s|hydrogen_?sul|schwefelwasserstoff/, 34.082],
  [/_nh3|ammonia/, 17.03052],
];

/** Molar mass of the gas that a concentration is of, by meaning or header; null when not known. */
export function molarMassOf({ header, canonical }: Pick<MeasuredTag, 'header' | 'canonical'>): number | null {
  if (canonical === 'gas.h2s') return 34.082;
  const words = wordsOfHeader(header);
  return MASSES.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}
