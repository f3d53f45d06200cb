/** What a unit measures. */
export type UnitQuantity =
  | 'fraction'
  | 'pressure'
  | 'temperature'
  | 'flow'
  | 'volume'
  | 'energy'
  | 'power'
  | 'current'
  | 'voltage'
  | 'frequency'
  | 'speed'
  | 'level'
  | 'time'
  | 'other';

/** Our spelling of each unit, its quantity, and the other spellings met in headers (lower case, without blanks). */
const UNITS: [unit: string, quantity: UnitQuantity, spellings: string[]][] = [
  ['%', 'fraction', ['pct', 'percent', 'prozent', 'vol%', 'vol-%', '%vol', 'mol%', '%mol', 'volpct']],
  ['ppm', 'fraction', ['ppmv']],
  ['mg/m3', 'fraction', ['mg/m³', 'mg/nm3', 'mg/nm³']],
  ['psi', 'pressure', ['psig', 'psi(g)', 'psid']],
  ['psi(a)', 'pressure', ['psia']],
  ['bar', 'pressure', []],
  ['bar(a)', 'pressure', ['bara']],
  ['bar(g)', 'pressure', ['barg', 'barü', 'bar(ü)']],
  ['mbar', 'pressure', ['mbarg', 'mbar(g)', 'hpa']],
  ['mbar(a)', 'pressure', ['mbara']],
  ['Pa', 'pressure', []],
  ['kPa', 'pressure', ['kpa(g)', 'kpag']],
  ['kPa(a)', 'pressure', ['kpaa']],
  ['MPa', 'pressure', []],
  ['inH2O', 'pressure', ['inwc', 'inh₂o', 'iwc', '"wc', '"h2o']],
  ['degF', 'temperature', ['°f', 'ºf', '℉', 'fahrenheit']],
  ['degC', 'temperature', ['°c', 'ºc', '℃', 'celsius', 'gradc', 'grad']],
  ['K', 'temperature', ['kelvin']],
  ['scfm', 'flow', []],
  ['cfm', 'flow', ['acfm']],
  ['scfh', 'flow', []],
  ['m3/h', 'flow', ['m³/h', 'm3/hr', 'm³/hr', 'cbm/h']],
  ['Nm3/h', 'flow', ['nm³/h', 'nm3/hr', 'nm³/hr', 'm3(n)/h', 'norm-m3/h', 'norm-m³/h']],
  ['L/h', 'flow', ['lph']],
  ['L/min', 'flow', ['lpm']],
  ['Ln/min', 'flow', ['nl/min']],
  ['L/s', 'flow', []],
  ['gpm', 'flow', []],
  ['kg/h', 'flow', ['kg/hr']],
  ['t/h', 'flow', []],
  ['MCF', 'volume', []],
  ['scf', 'volume', ['ft3', 'ft³', 'cf']],
  ['m3', 'volume', ['m³', 'cbm']],
  ['Nm3', 'volume', ['nm³']],
  ['L', 'volume', ['l', 'liter', 'litre', 'litres']],
  ['MMBtu', 'energy', []],
  ['MBtu', 'energy', []],
  ['Btu', 'energy', []],
  ['kWh', 'energy', ['kw-h', 'kw.h']],
  ['MWh', 'energy', []],
  ['kW', 'power', []],
  ['MW', 'power', []],
  ['W', 'power', ['watt']],
  ['hp', 'power', []],
  ['A', 'current', ['amp', 'amps', 'ampere']],
  ['mA', 'current', []],
  ['V', 'voltage', ['volt', 'volts', 'vdc', 'vac']],
  ['kV', 'voltage', []],
  ['Hz', 'frequency', ['hertz']],
  ['rpm', 'speed', ['1/min', 'u/min', 'min-1', 'min⁻¹']],
  ['mm', 'level', []],
  ['cm', 'level', []],
  ['m', 'level', []],
  ['mm/s', 'other', []],
  ['pH', 'other', []],
  ['mg/L', 'other', ['mg/l']],
  ['g/L', 'other', ['g/l']],
  ['kg', 'other', []],
  ['t', 'other', []],
  ['dB', 'other', ['dbm']],
  ['mS/cm', 'other', ['ms/cm']],
  ['%RH', 'other', ['rh', '%rh', '%rf']],
  ['s', 'time', ['sec', 'seconds']],
  ['min', 'time', ['minutes']],
  ['h', 'time', ['hr', 'hours', 'std']],
  ['d', 'time', ['days']],
  ['bool', 'other', []],
];

/** A unit in our spelling and what it measures. */
export interface KnownUnit {
  unit: string;
  quantity: UnitQuantity;
}

const BY_SPELLING = new Map<string, KnownUnit>();
for (const [unit, quantity, spellings] of UNITS) {
  // A lone letter is a unit only as it is written: `t` is no `T`, `a` no ampere.
  for (const spelling of unit.length > 1 ? [unit.toLowerCase(), ...spellings] : spellings)
    if (!BY_SPELLING.has(spelling)) BY_SPELLING.set(spelling, { unit, quantity });
}
const CASED = new Map(UNITS.map(([unit, quantity]) => [unit, { unit, quantity }]));

/**
 * The unit a text names, in our spelling, with what it measures; null when it is not one we know.
 * Exact case decides between units that differ by case only (`mW`, `MW`); otherwise case does not matter.
 */
export function knownUnit(text: string): KnownUnit | null {
  const trimmed = text.trim();
  const plain = trimmed
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/^(?:deg\.?|grad)(?=[cf]$)/, '°');
  return CASED.get(trimmed) ?? BY_SPELLING.get(plain) ?? null;
}
