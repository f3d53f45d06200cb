import type { Composition } from './gas';

/**
 * Transfer of each gas into the wash water relative to CO2: the ratio of Henry constants at 25 degC (0.035 for CO2;
 * CH4 0.0014, O2 0.0013, N2 0.00061 kmol/(m3 bar)). H2S dissolves 2.9 times better than CO2.
 */
const RELATIVE: Composition = { ch4: 0.04, co2: 1, n2: 0.0174, o2: 0.0371 };
const RELATIVE_H2S = 2.9;

/** What leaves the wash column for a raw gas. */
export interface Washed {
  gas: Composition;
  /** Product over raw gas, amount. */
  yield: number;
  /** Share of H2S that stays in the gas. */
  h2sLeft: number;
}

/**
 * Partial removal of CO2 by water: each component keeps exp(-units).
 * @param units transfer units of CO2; grows with water flow, falls with gas flow
 */
export function wash(raw: Composition, units: number): Washed {
  const ch4 = raw.ch4 * Math.exp(-units * RELATIVE.ch4);
  const co2 = raw.co2 * Math.exp(-units * RELATIVE.co2);
  const n2 = raw.n2 * Math.exp(-units * RELATIVE.n2);
  const o2 = raw.o2 * Math.exp(-units * RELATIVE.o2);
  const total = ch4 + co2 + n2 + o2;
  return {
    gas: { ch4: ch4 / total, co2: co2 / total, n2: n2 / total, o2: o2 / total },
    yield: total,
    h2sLeft: Math.exp(-units * RELATIVE_H2S),
  };
}

/** Transfer units that leave a given fraction of CO2 in the product; by bisection in [0, 5]. */
export function unitsFor(raw: Composition, co2: number): number {
  let [low, high] = [0, 5];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (wash(raw, middle).gas.co2 > co2) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
