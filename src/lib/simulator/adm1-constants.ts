import { ADM1_PARAMETERS, type Adm1Parameters } from './adm1-parameters';

/** Factor of inhibition `limit / (h^order + limit)`, 1 = none. */
export interface PhLimit {
  order: number;
  limit: number;
}

function phLimit(upper: number, lower: number): PhLimit {
  const order = 3 / (upper - lower);
  return { order, limit: 10 ** ((-order * (lower + upper)) / 2) };
}

/** What of ADM1 depends on temperature: acid and gas equilibria (kmol/m3, kmol/(m3 bar)) and water vapour (bar). */
export interface Adm1Equilibria {
  kelvin: number;
  /** R T, bar m3/kmol. */
  gasConstantT: number;
  water: number;
  acidVa: number;
  acidBu: number;
  acidPro: number;
  acidAc: number;
  acidCo2: number;
  acidIn: number;
  henryH2: number;
  henryCh4: number;
  henryCo2: number;
  pressureWater: number;
  /** Inhibition by pH of those that take up amino acids, acetate and hydrogen. */
  phAa: PhLimit;
  phAc: PhLimit;
  phH2: PhLimit;
}

/**
 * Equilibria at an operating temperature, by van 't Hoff.
 * @param kelvin temperature of the liquid
 */
export function equilibriaAt(kelvin: number, p: Adm1Parameters = ADM1_PARAMETERS): Adm1Equilibria {
  const difference = (1 / p.T_BASE - 1 / kelvin) / (100 * p.R);
  const shift = (joulesPerMole: number) => Math.exp(joulesPerMole * difference);
  return {
    phAa: phLimit(p.PH_UL_AA, p.PH_LL_AA),
    phAc: phLimit(p.PH_UL_AC, p.PH_LL_AC),
    phH2: phLimit(p.PH_UL_H2, p.PH_LL_H2),
    kelvin,
    gasConstantT: p.R * kelvin,
    water: 10 ** -p.PK_W_BASE * shift(55_900),
    acidVa: 10 ** -p.PK_A_VA_BASE,
    acidBu: 10 ** -p.PK_A_BU_BASE,
    acidPro: 10 ** -p.PK_A_PRO_BASE,
    acidAc: 10 ** -p.PK_A_AC_BASE,
    acidCo2: 10 ** -p.PK_A_CO2_BASE * shift(7646),
    acidIn: 10 ** -p.PK_A_IN_BASE * shift(51_965),
    henryH2: p.K_H_H2_BASE * shift(-4180),
    henryCh4: p.K_H_CH4_BASE * shift(-14_240),
    henryCo2: p.K_H_CO2_BASE * shift(-19_410),
    pressureWater: p.K_H_H2O_BASE * Math.exp(5290 * (1 / p.T_BASE - 1 / kelvin)),
  };
}
