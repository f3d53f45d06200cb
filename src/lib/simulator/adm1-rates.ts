import type { Adm1Equilibria, PhLimit } from './adm1-constants';
import type { Adm1Parameters } from './adm1-parameters';

/** Keeps the shares of valerate and butyrate defined when both are used up; BSM2's own value. */
const SHARE_FLOOR = 1e-6;
const NEWTON_STEPS = 50;
const TOLERANCE = 1e-10;

/** Factor of inhibition by pH, 1 = none. */
const phFactor = (h: number, { order, limit }: PhLimit): number => limit / (h ** order + limit);

/**
 * The 19 biochemical rates, kg COD/(m3 d): disintegration, 3 hydrolyses, uptake of sugar, amino acids, fatty acids,
 * valerate, butyrate, propionate, acetate, hydrogen, then 7 decays. Dissolved hydrogen, which settles within seconds,
 * is solved for and written to state[7].
 * @param rates       Float64Array [19], overwritten
 * @param dilution    feed over liquid volume, 1/d
 * @param feedHydrogen dissolved hydrogen in the feed, kg COD/m3
 */
export function biochemicalRates(
  rates: Float64Array,
  state: Float64Array,
  h: number,
  p: Adm1Parameters,
  eq: Adm1Equilibria,
  dilution: number,
  feedHydrogen: number,
): void {
  const nitrogen = state[10] / (state[10] + p.K_S_IN);
  const ammonia = (state[10] * eq.acidIn) / (eq.acidIn + h);
  const phAa = phFactor(h, eq.phAa) * nitrogen;
  const phAc = phFactor(h, eq.phAc) * nitrogen;
  const phH2 = phFactor(h, eq.phH2) * nitrogen;
  const c4 = state[3] + state[4] + SHARE_FLOOR;
  rates[0] = p.K_DIS * state[12];
  rates[1] = p.K_HYD_CH * state[13];
  rates[2] = p.K_HYD_PR * state[14];
  rates[3] = p.K_HYD_LI * state[15];
  rates[4] = ((p.K_M_SU * state[0]) / (p.K_S_SU + state[0])) * state[16] * phAa;
  rates[5] = ((p.K_M_AA * state[1]) / (p.K_S_AA + state[1])) * state[17] * phAa;
  rates[6] = ((p.K_M_FA * state[2]) / (p.K_S_FA + state[2])) * state[18] * phAa;
  rates[7] = ((p.K_M_C4 * state[3]) / (p.K_S_C4 + state[3])) * state[19] * (state[3] / c4) * phAa;
  rates[8] = ((p.K_M_C4 * state[4]) / (p.K_S_C4 + state[4])) * state[19] * (state[4] / c4) * phAa;
  rates[9] = ((p.K_M_PRO * state[5]) / (p.K_S_PRO + state[5])) * state[20] * phAa;
  rates[10] =
    ((p.K_M_AC * state[6]) / (p.K_S_AC + state[6])) * state[21] * phAc * (p.K_I_NH3 / (p.K_I_NH3 + ammonia));
  const uptake = p.K_M_H2 * state[22] * phH2;
  const hydrogen = solveHydrogen(rates, state, p, eq, uptake, dilution, feedHydrogen);
  state[7] = hydrogen;
  rates[6] /= 1 + hydrogen / p.K_IH2_FA;
  rates[7] /= 1 + hydrogen / p.K_IH2_C4;
  rates[8] /= 1 + hydrogen / p.K_IH2_C4;
  rates[9] /= 1 + hydrogen / p.K_IH2_PRO;
  rates[11] = (uptake * hydrogen) / (p.K_S_H2 + hydrogen);
  rates[12] = p.K_DEC_XSU * state[16];
  rates[13] = p.K_DEC_XAA * state[17];
  rates[14] = p.K_DEC_XFA * state[18];
  rates[15] = p.K_DEC_XC4 * state[19];
  rates[16] = p.K_DEC_XPRO * state[20];
  rates[17] = p.K_DEC_XAC * state[21];
  rates[18] = p.K_DEC_XH2 * state[22];
}

/** Dissolved hydrogen at which its sources and sinks are equal; `rates` 6 to 9 come without its inhibition. */
function solveHydrogen(
  rates: Float64Array,
  state: Float64Array,
  p: Adm1Parameters,
  eq: Adm1Equilibria,
  uptake: number,
  dilution: number,
  feedHydrogen: number,
): number {
  const constant =
    (1 - p.Y_SU) * p.F_H2_SU * rates[4] +
    (1 - p.Y_AA) * p.F_H2_AA * rates[5] +
    dilution * feedHydrogen +
    p.K_LA * eq.henryH2 * state[26] * eq.gasConstantT;
  const fa = (1 - p.Y_FA) * 0.3 * rates[6];
  const c4 = (1 - p.Y_C4) * (0.15 * rates[7] + 0.2 * rates[8]);
  const pro = (1 - p.Y_PRO) * 0.43 * rates[9];
  const out = p.K_LA + dilution;
  let s = state[7];
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const iFa = 1 / (1 + s / p.K_IH2_FA);
    const iC4 = 1 / (1 + s / p.K_IH2_C4);
    const iPro = 1 / (1 + s / p.K_IH2_PRO);
    const half = p.K_S_H2 + s;
    const balance = constant + fa * iFa + c4 * iC4 + pro * iPro - (uptake * s) / half - out * s;
    const slope =
      (fa * iFa * iFa) / p.K_IH2_FA +
      (c4 * iC4 * iC4) / p.K_IH2_C4 +
      (pro * iPro * iPro) / p.K_IH2_PRO +
      (uptake * p.K_S_H2) / (half * half) +
      out;
    const next = s + balance / slope;
    const settled = Math.abs(next - s) < TOLERANCE * s;
    s = next > 0 ? next : s / 10;
    if (settled) break;
  }
  return s;
}
