import { PSI_PASCAL, scfState, volumeRatio, STANDARD, type UnitConditions } from './units-conditions';

/** What can be converted into each other. */
export type Dimension =
  | 'pressure'
  | 'differential pressure'
  | 'temperature'
  | 'gas flow'
  | 'gas volume'
  | 'energy'
  | 'power'
  | 'heating value'
  | 'fraction'
  | 'vibration';

/** Conditions, and the molar mass of what a concentration is of (g/mol; null when not known). */
export interface UnitContext extends UnitConditions {
  molarMass: number | null;
}

/** base = value * scale + offset. */
export interface Linear {
  scale: number;
  offset: number;
}

/** A unit and its way to the base unit of its dimension. */
export interface Unit {
  /** Our spelling, as in `unit-words`. */
  unit: string;
  /** As written on the screen. */
  label: string;
  dimension: Dimension;
  /** Null where the conditions do not say what the unit is. */
  toBase(context: UnitContext): Linear | null;
}

const CUBIC_FOOT = 0.028316846592;
const BTU_KWH = 1055.05585262 / 3_600_000;
/** Molar volume of an ideal gas at normal conditions, L/mol, by R = 8.3144621 J/(mol K). */
export const NORMAL_LITRES_PER_MOLE = (8.3144621 * 273.15) / 101.325;
const GRAIN_MG = 64.79891;

const by = (scale: number) => () => ({ scale, offset: 0 });
const plain = (unit: string, label: string, dimension: Dimension, scale: number): Unit => ({
  unit,
  label,
  dimension,
  toBase: by(scale),
});

/** A pressure unit as gauge, absolute, bare (by the plant's custom), and as a difference. Base: Pa absolute, Pa. */
function pressure(unit: string, label: string, pascal: number): Unit[] {
  const gauge = ({ atmospherePascal }: UnitContext) => ({ scale: pascal, offset: atmospherePascal });
  const absolute = by(pascal);
  return [
    {
      unit,
      label,
      dimension: 'pressure',
      toBase: (c) => (c.plainPressure === 'gauge' ? gauge(c) : absolute()),
    },
    { unit: `${unit}(g)`, label: `${label}(g)`, dimension: 'pressure', toBase: gauge },
    { unit: `${unit}(a)`, label: `${label}(a)`, dimension: 'pressure', toBase: absolute },
    plain(unit, label, 'differential pressure', pascal),
  ];
}

/** Gas counted in standard cubic feet. Base: Nm3/h or Nm3. */
const ofScf = (unit: string, dimension: Dimension, feet: number): Unit => ({
  unit,
  label: unit,
  dimension,
  toBase: (c) => ({ scale: (feet * CUBIC_FOOT) / volumeRatio(scfState(c)), offset: 0 }),
});

/** Gas in bare cubic metres or feet: known only where the plant's custom is. */
const ofPlain = (unit: string, label: string, dimension: Dimension, m3: number): Unit => ({
  unit,
  label,
  dimension,
  toBase: (c) => (c.plainGas ? { scale: m3 / volumeRatio(c.plainGas), offset: 0 } : null),
});

/** Energy of a metered m3. Base: kWh/Nm3. */
const perMetered = (unit: string, label: string, kWh: number): Unit => ({
  unit,
  label,
  dimension: 'heating value',
  toBase: (c) => ({ scale: kWh * volumeRatio(c.metering), offset: 0 }),
});

/** Mass of a gas in a volume; `mgPerNormal` turns the unit into mg/Nm3. Base: mol/mol. */
const ofMass = (unit: string, label: string, mgPerNormal: (c: UnitContext) => number): Unit => ({
  unit,
  label,
  dimension: 'fraction',
  toBase: (c) =>
    c.molarMass === null
      ? null
      : { scale: (mgPerNormal(c) * NORMAL_LITRES_PER_MOLE) / (c.molarMass * 1e6), offset: 0 },
});

/** All units that can be converted. A bare pressure unit stands twice: as a pressure and as a difference. */
export const UNITS: readonly Unit[] = [
  ...pressure('psi', 'psi', PSI_PASCAL),
  ...pressure('bar', 'bar', 100_000),
  ...pressure('mbar', 'mbar', 100),
  ...pressure('kPa', 'kPa', 1000),
  ...pressure('MPa', 'MPa', 1_000_000),
  ...pressure('Pa', 'Pa', 1),
  ...pressure('inH2O', 'inH₂O', 249.08891),
  {
    unit: 'degF',
    label: '°F',
    dimension: 'temperature',
    toBase: () => ({ scale: 5 / 9, offset: 273.15 - 160 / 9 }),
  },
  { unit: 'degC', label: '°C', dimension: 'temperature', toBase: () => ({ scale: 1, offset: 273.15 }) },
  plain('K', 'K', 'temperature', 1),
  ofScf('scfm', 'gas flow', 60),
  ofScf('scfh', 'gas flow', 1),
  ofScf('Mscfd', 'gas flow', 1000 / 24),
  plain('Nm3/h', 'Nm³/h', 'gas flow', 1),
  { ...plain('Sm3/h', 'Sm³/h', 'gas flow', 1 / volumeRatio(STANDARD)) },
  ofPlain('m3/h', 'm³/h', 'gas flow', 1),
  ofPlain('cfm', 'cfm', 'gas flow', 60 * CUBIC_FOOT),
  ofScf('MCF', 'gas volume', 1000),
  ofScf('scf', 'gas volume', 1),
  plain('Nm3', 'Nm³', 'gas volume', 1),
  plain('Sm3', 'Sm³', 'gas volume', 1 / volumeRatio(STANDARD)),
  ofPlain('m3', 'm³', 'gas volume', 1),
  plain('MMBtu', 'MMBtu', 'energy', 1e6 * BTU_KWH),
  // US gas industry: M is the Roman thousand.
  plain('MBtu', 'MBtu', 'energy', 1e3 * BTU_KWH),
  plain('Btu', 'Btu', 'energy', BTU_KWH),
  plain('therm', 'therm', 'energy', 1e5 * BTU_KWH),
  plain('kWh', 'kWh', 'energy', 1),
  plain('MWh', 'MWh', 'energy', 1000),
  plain('MJ', 'MJ', 'energy', 1 / 3.6),
  plain('GJ', 'GJ', 'energy', 1000 / 3.6),
  plain('kW', 'kW', 'power', 1),
  plain('MW', 'MW', 'power', 1000),
  plain('W', 'W', 'power', 0.001),
  plain('hp', 'hp', 'power', 0.74569987158227),
  plain('MMBtu/h', 'MMBtu/h', 'power', 1e6 * BTU_KWH),
  perMetered('MJ/m3', 'MJ/m³', 1 / 3.6),
  perMetered('kWh/m3', 'kWh/m³', 1),
  {
    unit: 'Btu/scf',
    label: 'Btu/scf',
    dimension: 'heating value',
    toBase: (c) => ({ scale: (BTU_KWH / CUBIC_FOOT) * volumeRatio(scfState(c)), offset: 0 }),
  },
  plain('%', '%', 'fraction', 0.01),
  plain('ppm', 'ppm', 'fraction', 1e-6),
  plain('mol/mol', 'mol/mol', 'fraction', 1),
  ofMass('mg/m3', 'mg/m³', (c) => volumeRatio(c.metering)),
  ofMass('mg/Nm3', 'mg/Nm³', () => 1),
  ofMass('mg/Sm3', 'mg/Sm³', () => volumeRatio(STANDARD)),
  ofMass('gr/100scf', 'gr/100 scf', (c) => (GRAIN_MG / (100 * CUBIC_FOOT)) * volumeRatio(scfState(c))),
  plain('mm/s', 'mm/s', 'vibration', 1),
  plain('in/s', 'in/s', 'vibration', 25.4),
];

const BY_DIMENSION = new Map<string, Unit>(UNITS.map((unit) => [`${unit.dimension} ${unit.unit}`, unit]));

/** A unit of a dimension by our spelling, null when there is none. */
export const unitOf = (dimension: Dimension, unit: string): Unit | null =>
  BY_DIMENSION.get(`${dimension} ${unit}`) ?? null;

/** Units of a dimension, in the order of the table. */
export const unitsOf = (dimension: Dimension): Unit[] => UNITS.filter((unit) => unit.dimension === dimension);
