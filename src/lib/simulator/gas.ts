/** Dry gas, fractions of amount that sum to 1. */
export interface Composition {
  ch4: number;
  co2: number;
  n2: number;
  o2: number;
}

/** J/(mol K). */
export const GAS_CONSTANT = 8.3144621;
/** 60 degF, kelvin: the reference of a standard cubic foot. */
export const STANDARD_KELVIN = 288.706;
/** Pressure of the air, psi: what a gauge reads from. */
export const ATMOSPHERE_PSI = 14.696;
/** Moles in a standard cubic foot (60 degF, 14.696 psia). */
export const MOLES_PER_SCF = 1.19804;
/** Standard cubic feet of a m3 at 60 degF and 14.696 psia. */
export const SCF_PER_M3 = 35.3147;

/** Heat capacities at constant pressure, J/(mol K): kJ/(kg K) of domain.md times molar mass. */
const MOLAR_HEAT: Composition = {
  ch4: 2.226 * 16.04246,
  co2: 0.846 * 44.0095,
  n2: 1.04 * 28.0134,
  o2: 0.912 * 31.9988,
};

/** kelvin from degF. */
export const kelvinOf = (fahrenheit: number): number => (fahrenheit - 32) / 1.8 + 273.15;
/** degF from kelvin. */
export const fahrenheitOf = (kelvin: number): number => (kelvin - 273.15) * 1.8 + 32;

/** Heat capacity of a mixture at constant pressure, J/(mol K). */
export function molarHeat(gas: Composition): number {
  return (
    gas.ch4 * MOLAR_HEAT.ch4 + gas.co2 * MOLAR_HEAT.co2 + gas.n2 * MOLAR_HEAT.n2 + gas.o2 * MOLAR_HEAT.o2
  );
}

/**
 * Temperature after isentropic compression, kelvin: T1 r^((k-1)/k), where (k-1)/k = R/cp.
 * @param ratio absolute discharge over absolute suction pressure
 */
export function isentropicKelvin(gas: Composition, kelvin: number, ratio: number): number {
  return kelvin * ratio ** (GAS_CONSTANT / molarHeat(gas));
}

/** Ideal work of compression, J/mol: cp T1 (r^((k-1)/k) - 1). */
export function idealWork(gas: Composition, kelvin: number, ratio: number): number {
  return molarHeat(gas) * (isentropicKelvin(gas, kelvin, ratio) - kelvin);
}

/**
 * Gas of two streams together.
 * @param amount amount of `a`, >= 0, in the unit of `added`; the sum is > 0
 */
export function mix(a: Composition, amount: number, b: Composition, added: number): Composition {
  const ofA = amount / (amount + added);
  const ofB = 1 - ofA;
  return {
    ch4: ofA * a.ch4 + ofB * b.ch4,
    co2: ofA * a.co2 + ofB * b.co2,
    n2: ofA * a.n2 + ofB * b.n2,
    o2: ofA * a.o2 + ofB * b.o2,
  };
}

/** Dry air. */
export const AIR: Composition = { ch4: 0, co2: 0, n2: 0.7905, o2: 0.2095 };
