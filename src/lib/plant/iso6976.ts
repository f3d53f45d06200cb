import type { Reference } from './iso6976-references';
import { SIXTY_F_KELVIN } from './units-conditions';

/** Gases of the standard that a biogas plant analyses. */
export const COMPONENTS = ['ch4', 'co2', 'n2', 'o2', 'h2s'] as const;
export type Component = (typeof COMPONENTS)[number];

/** Amount of each gas, mol/mol; they sum to 1. */
export type MoleFractions = Record<Component, number>;

/** Properties of a gas at reference conditions, by ISO 6976:2016. */
export interface GasProperties {
  /** kg/kmol. */
  molarMass: number;
  /** Compression factor at metering conditions. */
  compressionFactor: number;
  /** Superior (gross) and inferior (net) heating value of the real gas, MJ/m3 at metering conditions. */
  grossMJ: number;
  netMJ: number;
  /** kg/m3 at metering conditions. */
  density: number;
  /** To dry air at the same conditions. */
  relativeDensity: number;
  /** Gross and net Wobbe index, MJ/m3. */
  wobbeMJ: number;
  netWobbeMJ: number;
}

/** J/(mol K), ISO 6976:2016. */
const R = 8.3144621;

/** kg/kmol, ISO 6976:2016 table 1. */
const MOLAR_MASS: MoleFractions = { ch4: 16.04246, co2: 44.0095, n2: 28.0134, o2: 31.9988, h2s: 34.082 };
const AIR_MOLAR_MASS = 28.96546;

/** Summation factors sqrt(b) and the compression factor of dry air at metering temperatures, table 2. */
const SUMMATION: { kelvin: number; air: number; factors: MoleFractions }[] = [
  { kelvin: 273.15, air: 0.999419, factors: { ch4: 0.04886, co2: 0.0821, n2: 0.0214, o2: 0.0316, h2s: 0.1 } },
  { kelvin: 288.15, air: 0.999595, factors: { ch4: 0.04452, co2: 0.0752, n2: 0.017, o2: 0.0283, h2s: 0.1 } },
  {
    kelvin: SIXTY_F_KELVIN,
    air: 0.999601,
    factors: { ch4: 0.04437, co2: 0.0749, n2: 0.0169, o2: 0.0283, h2s: 0.1 },
  },
  { kelvin: 293.15, air: 0.999645, factors: { ch4: 0.04317, co2: 0.073, n2: 0.0156, o2: 0.0265, h2s: 0.1 } },
];

/** Superior and inferior molar heating values at combustion temperatures, kJ/mol, table 3. */
const HEATS: { kelvin: number; ch4: [number, number]; h2s: [number, number] }[] = [
  { kelvin: 273.15, ch4: [892.92, 802.82], h2s: [562.94, 517.87] },
  { kelvin: 288.15, ch4: [891.51, 802.69], h2s: [562.38, 517.95] },
  { kelvin: SIXTY_F_KELVIN, ch4: [891.46, 802.69], h2s: [562.38, 517.95] },
  { kelvin: 293.15, ch4: [891.05, 802.65], h2s: [562.19, 517.97] },
  { kelvin: 298.15, ch4: [890.58, 802.6], h2s: [562.01, 517.99] },
];

/** The row tabulated for a temperature. @throws RangeError where the standard tabulates none */
function rowAt<T extends { kelvin: number }>(table: readonly T[], kelvin: number): T {
  const row = table.find((one) => Math.abs(one.kelvin - kelvin) < 0.01);
  if (!row) throw new RangeError(`ISO 6976 has no values at ${kelvin} K`);
  return row;
}

const sum = (x: MoleFractions, of: MoleFractions) =>
  COMPONENTS.reduce((total, component) => total + x[component] * of[component], 0);

/** What the standard's sums are made of at reference conditions, for formulas in other words than ours (SQL). */
export interface Coefficients {
  /** Molar heating values, kJ/mol. */
  superior: MoleFractions;
  inferior: MoleFractions;
  /** sqrt(b) of each gas. */
  factors: MoleFractions;
  /** kg/kmol of each gas, and of air. */
  molarMass: MoleFractions;
  airMolarMass: number;
  /** Compression factor of dry air. */
  airFactor: number;
  /** p over 101.325 kPa, with which 1 - Z grows. */
  pressureRatio: number;
  /** p/(R T): mol/m3 of an ideal gas. */
  idealMolesPerM3: number;
}

/** Coefficients at reference conditions. @throws RangeError for temperatures that the standard does not tabulate */
export function coefficients(reference: Reference): Coefficients {
  const { kelvin, pascal } = reference.metering;
  const { factors, air } = rowAt(SUMMATION, kelvin);
  const { ch4, h2s } = rowAt(HEATS, reference.combustionKelvin);
  const pressureRatio = pascal / 101_325;
  return {
    superior: { ch4: ch4[0], co2: 0, n2: 0, o2: 0, h2s: h2s[0] },
    inferior: { ch4: ch4[1], co2: 0, n2: 0, o2: 0, h2s: h2s[1] },
    factors,
    molarMass: MOLAR_MASS,
    airMolarMass: AIR_MOLAR_MASS,
    airFactor: 1 - pressureRatio * (1 - air),
    pressureRatio,
    idealMolesPerM3: pascal / (R * kelvin),
  };
}

/**
 * Properties of a dry gas by ISO 6976:2016.
 * Z = 1 - (p/p0) (sum x sqrt(b))^2; H = sum(x H0) p/(Z R T); d = (M/Mair)(Zair/Z); W = Hs/sqrt(d).
 * @param x mole fractions, which sum to 1
 * @throws RangeError for reference temperatures that the standard does not tabulate
 */
export function gasProperties(x: MoleFractions, reference: Reference): GasProperties {
  const c = coefficients(reference);
  const compressionFactor = 1 - c.pressureRatio * sum(x, c.factors) ** 2;
  // kJ/mol times mol/m3 of the real gas is kJ/m3.
  const molesPerM3 = c.idealMolesPerM3 / compressionFactor;
  const molarMass = sum(x, c.molarMass);
  const relativeDensity = (molarMass / c.airMolarMass) * (c.airFactor / compressionFactor);
  const grossMJ = (sum(x, c.superior) * molesPerM3) / 1000;
  const netMJ = (sum(x, c.inferior) * molesPerM3) / 1000;
  return {
    molarMass,
    compressionFactor,
    grossMJ,
    netMJ,
    density: (molarMass * molesPerM3) / 1000,
    relativeDensity,
    wobbeMJ: grossMJ / Math.sqrt(relativeDensity),
    netWobbeMJ: netMJ / Math.sqrt(relativeDensity),
  };
}
