/** Gas properties that compression needs, from composition; sources in reference/domain.md (ideal gas, constant cp). */

/** Dry gas as fractions of amount. */
export interface GasMixture {
  ch4: number;
  co2: number;
  n2: number;
  o2: number;
}

/** J/(mol K), ISO 6976:2016. */
export const GAS_CONSTANT = 8.3144621;
/** Amount of gas in a Nm3 (0 degC, 101.325 kPa), mol, ideal gas. */
export const MOLES_PER_NM3 = 101_325 / (GAS_CONSTANT * 273.15);

/** Molar mass, g/mol (ISO 6976:2016), and heat capacity at constant pressure, kJ/(kg K) at 25 degC (domain.md). */
const PROPERTIES: Record<keyof GasMixture, { molarMass: number; cp: number }> = {
  ch4: { molarMass: 16.04246, cp: 2.226 },
  co2: { molarMass: 44.0095, cp: 0.846 },
  n2: { molarMass: 28.0134, cp: 1.04 },
  o2: { molarMass: 31.9988, cp: 0.912 },
};

const GASES = Object.keys(PROPERTIES) as (keyof GasMixture)[];

/** What is taken for the gas where no analysis is mapped. */
export const ASSUMED_GAS: GasMixture = { ch4: 0.6, co2: 0.4, n2: 0, o2: 0 };

/**
 * Mixture of an analysis in percent; a gas that is not read counts as none, the rest is scaled to add up to one.
 * @returns null without methane, or where the parts do not add up to between 50 and 150 %
 */
export function mixtureOf(percent: GasMixture): GasMixture | null {
  const parts = GASES.map((gas) => (Number.isFinite(percent[gas]) ? Math.max(0, percent[gas]) : 0));
  const sum = parts.reduce((total, part) => total + part, 0);
  if (!(percent.ch4 > 0) || sum < 50 || sum > 150) return null;
  return Object.fromEntries(GASES.map((gas, at) => [gas, parts[at] / sum])) as unknown as GasMixture;
}

/** Heat capacity at constant pressure of a mixture, J/(mol K). */
export const molarHeat = (gas: GasMixture): number =>
  GASES.reduce((sum, name) => sum + gas[name] * PROPERTIES[name].cp * PROPERTIES[name].molarMass, 0);

/** Isentropic exponent cp/cv of a mixture, by cv = cp - R. */
export function isentropicExponent(gas: GasMixture): number {
  const heat = molarHeat(gas);
  return heat / (heat - GAS_CONSTANT);
}

/**
 * Temperature after isentropic compression, K: T1 r^((k-1)/k).
 * @param ratio absolute discharge over absolute suction pressure
 */
export const isentropicKelvin = (gas: GasMixture, kelvin: number, ratio: number): number =>
  kelvin * ratio ** (GAS_CONSTANT / molarHeat(gas));

/** Ideal (isentropic) work of compression, J/mol: cp T1 (r^((k-1)/k) - 1). */
export const idealWork = (gas: GasMixture, kelvin: number, ratio: number): number =>
  molarHeat(gas) * (isentropicKelvin(gas, kelvin, ratio) - kelvin);

/** Work of an amount of gas as energy of its volume: kWh/Nm3 from J/mol. */
export const kwhPerNm3 = (joulesPerMole: number): number => (joulesPerMole * MOLES_PER_NM3) / 3.6e6;
