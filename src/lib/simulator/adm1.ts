import { carbonReleased } from './adm1-carbon';
import { equilibriaAt, type Adm1Equilibria } from './adm1-constants';
import { solveProtons } from './adm1-ions';
import { ADM1_PARAMETERS, type Adm1Parameters } from './adm1-parameters';
import { biochemicalRates } from './adm1-rates';
import { ADM1_COMPONENTS, LIQUID_COMPONENTS } from './adm1-state';

const LENGTH = ADM1_COMPONENTS.length;

/** Feed of a digester. */
export interface Adm1Feed {
  /** m3/d. */
  flow: number;
  /** Concentrations of the first 26 components, as in `ADM1_COMPONENTS`. */
  concentrations: ArrayLike<number>;
}

/** The gas space of a digester. */
export interface Adm1Gas {
  /** Partial pressures, bar. */
  hydrogen: number;
  methane: number;
  carbonDioxide: number;
  /** Total with water vapour, bar. */
  pressure: number;
  /** Wet gas leaving at 1.013 bar and the digester's temperature, m3/d. */
  flow: number;
}

/** A digester that can be stepped; it holds no state but scratch space and the last proton concentration. */
export interface Digester {
  equilibria: Adm1Equilibria;
  /**
   * One explicit step (Runge-Kutta of order 4); protons and dissolved hydrogen are solved algebraically in each stage.
   * Stable while days < 2.7 / (K_La (1 + K_H R T V_liq / V_gas)): 2 minutes for BSM2.
   * @param state Float64Array [29], overwritten
   */
  step(state: Float64Array, feed: Adm1Feed, days: number): void;
  /** Proton concentration of the last stage, kmol/m3; pass it on with a saved state. */
  protons: number;
  gas(state: Float64Array): Adm1Gas;
}

/** Size and temperature of a digester. */
export interface DigesterSize {
  /** m3 */
  liquid: number;
  /** m3 */
  gas: number;
  kelvin: number;
}

/**
 * The anaerobic digestion model ADM1 in the form of BSM2.
 * Source: Batstone et al. 2002; Rosen & Jeppsson, Aspects on ADM1 implementation within the BSM2 framework, 2006.
 */
export function createDigester(
  size: DigesterSize = {
    liquid: ADM1_PARAMETERS.V_LIQ,
    gas: ADM1_PARAMETERS.V_GAS,
    kelvin: ADM1_PARAMETERS.t_op,
  },
  p: Adm1Parameters = ADM1_PARAMETERS,
): Digester {
  const eq = equilibriaAt(size.kelvin, p);
  const carbon = carbonReleased(p);
  const rates = new Float64Array(19);
  const slopes = [0, 1, 2, 3].map(() => new Float64Array(LENGTH));
  const middle = new Float64Array(LENGTH);
  /** The valve's constant grows with the vessel, so that the head space keeps its pressure. */
  const valve = (p.K_P * size.liquid) / p.V_LIQ;

  const gas = (state: Float64Array): Adm1Gas => {
    const hydrogen = (state[26] * eq.gasConstantT) / 16;
    const methane = (state[27] * eq.gasConstantT) / 64;
    const carbonDioxide = state[28] * eq.gasConstantT;
    const pressure = hydrogen + methane + carbonDioxide + eq.pressureWater;
    const flow = (Math.max(0, valve * (pressure - p.P_ATM)) * pressure) / p.P_ATM;
    return { hydrogen, methane, carbonDioxide, pressure, flow };
  };

  const slope = (d: Float64Array, state: Float64Array, feed: Adm1Feed): void => {
    const dilution = feed.flow / size.liquid;
    const inlet = feed.concentrations;
    digester.protons = solveProtons(state, eq, digester.protons);
    const h = digester.protons;
    biochemicalRates(rates, state, h, p, eq, dilution, inlet[7]);
    for (let i = 0; i < LIQUID_COMPONENTS; i++) d[i] = dilution * (inlet[i] - state[i]);
    addReactions(d, rates, carbon, p);
    const { hydrogen, methane, carbonDioxide, pressure } = gas(state);
    const dissolvedCo2 = (state[9] * h) / (eq.acidCo2 + h);
    const toGasH2 = p.K_LA * (state[7] - 16 * eq.henryH2 * hydrogen);
    const toGasCh4 = p.K_LA * (state[8] - 64 * eq.henryCh4 * methane);
    const toGasCo2 = p.K_LA * (dissolvedCo2 - eq.henryCo2 * carbonDioxide);
    const outflow = Math.max(0, valve * (pressure - p.P_ATM)) / size.gas;
    const ratio = size.liquid / size.gas;
    d[7] = 0;
    d[8] -= toGasCh4;
    d[9] -= toGasCo2;
    d[26] = toGasH2 * ratio - state[26] * outflow;
    d[27] = toGasCh4 * ratio - state[27] * outflow;
    d[28] = toGasCo2 * ratio - state[28] * outflow;
  };

  const step = (state: Float64Array, feed: Adm1Feed, days: number): void => {
    const [k1, k2, k3, k4] = slopes;
    middle[7] = state[7];
    slope(k1, state, feed);
    advance(middle, state, k1, days / 2);
    slope(k2, middle, feed);
    advance(middle, state, k2, days / 2);
    slope(k3, middle, feed);
    advance(middle, state, k3, days);
    slope(k4, middle, feed);
    for (let i = 0; i < LENGTH; i++) {
      state[i] = Math.max(0, state[i] + (days / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
    }
    state[7] = middle[7];
  };

  const digester: Digester = { equilibria: eq, protons: 5.4562e-8, gas, step };
  return digester;
}

function advance(into: Float64Array, state: Float64Array, slope: Float64Array, days: number): void {
  const hydrogen = into[7];
  for (let i = 0; i < LENGTH; i++) into[i] = Math.max(0, state[i] + days * slope[i]);
  into[7] = hydrogen;
}

/** Adds what the 19 reactions make and use to the slopes of the liquid. */
function addReactions(d: Float64Array, r: Float64Array, carbon: number[], p: Adm1Parameters): void {
  const su = (1 - p.Y_SU) * r[4];
  const aa = (1 - p.Y_AA) * r[5];
  const fa = (1 - p.Y_FA) * r[6];
  const va = (1 - p.Y_C4) * r[7];
  const bu = (1 - p.Y_C4) * r[8];
  const pro = (1 - p.Y_PRO) * r[9];
  const decay = r[12] + r[13] + r[14] + r[15] + r[16] + r[17] + r[18];
  d[0] += r[1] + (1 - p.F_FA_LI) * r[3] - r[4];
  d[1] += r[2] - r[5];
  d[2] += p.F_FA_LI * r[3] - r[6];
  d[3] += p.F_VA_AA * aa - r[7];
  d[4] += p.F_BU_SU * su + p.F_BU_AA * aa - r[8];
  d[5] += p.F_PRO_SU * su + p.F_PRO_AA * aa + 0.54 * va - r[9];
  d[6] += p.F_AC_SU * su + p.F_AC_AA * aa + 0.7 * fa + 0.31 * va + 0.8 * bu + 0.57 * pro - r[10];
  d[8] += (1 - p.Y_AC) * r[10] + (1 - p.Y_H2) * r[11];
  for (let j = 0; j < 12; j++) d[9] += carbon[j] * r[j];
  d[9] += carbon[12] * decay;
  d[10] +=
    (p.N_XC - p.F_XI_XC * p.N_I - p.F_SI_XC * p.N_I - p.F_PR_XC * p.N_AA) * r[0] -
    p.Y_SU * p.N_BAC * r[4] +
    (p.N_AA - p.Y_AA * p.N_BAC) * r[5] -
    p.N_BAC * (p.Y_FA * r[6] + p.Y_C4 * (r[7] + r[8]) + p.Y_PRO * r[9] + p.Y_AC * r[10] + p.Y_H2 * r[11]) +
    (p.N_BAC - p.N_XC) * decay;
  d[11] += p.F_SI_XC * r[0];
  d[12] += decay - r[0];
  d[13] += p.F_CH_XC * r[0] - r[1];
  d[14] += p.F_PR_XC * r[0] - r[2];
  d[15] += p.F_LI_XC * r[0] - r[3];
  d[16] += p.Y_SU * r[4] - r[12];
  d[17] += p.Y_AA * r[5] - r[13];
  d[18] += p.Y_FA * r[6] - r[14];
  d[19] += p.Y_C4 * (r[7] + r[8]) - r[15];
  d[20] += p.Y_PRO * r[9] - r[16];
  d[21] += p.Y_AC * r[10] - r[17];
  d[22] += p.Y_H2 * r[11] - r[18];
  d[23] += p.F_XI_XC * r[0];
}
