import type { Adm1Equilibria } from './adm1-constants';

const NEWTON_STEPS = 50;
const TOLERANCE = 1e-12;

/** Dissociated shares of a digester's liquid: acids in kg COD/m3, the rest in kmol/m3. */
export interface Adm1Ions {
  hydrogen: number;
  va: number;
  bu: number;
  pro: number;
  ac: number;
  bicarbonate: number;
  carbonDioxide: number;
  ammonia: number;
  ammonium: number;
}

/**
 * The proton concentration at which the liquid's charges balance, kmol/m3, by Newton's method.
 * @param state  digester state, in the order of `ADM1_COMPONENTS`
 * @param guess  a concentration near the answer, > 0: the last step's
 */
export function solveProtons(state: Float64Array, eq: Adm1Equilibria, guess: number): number {
  const strong = state[24] - state[25];
  let h = guess;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const va = state[3] / 208 / (eq.acidVa + h);
    const bu = state[4] / 160 / (eq.acidBu + h);
    const pro = state[5] / 112 / (eq.acidPro + h);
    const ac = state[6] / 64 / (eq.acidAc + h);
    const co2 = state[9] / (eq.acidCo2 + h);
    const nh = state[10] / (eq.acidIn + h);
    const acids = eq.acidVa * va + eq.acidBu * bu + eq.acidPro * pro + eq.acidAc * ac + eq.acidCo2 * co2;
    const charge = strong + nh * h + h - acids - eq.water / h;
    const slope =
      1 +
      (nh * eq.acidIn) / (eq.acidIn + h) +
      eq.water / (h * h) +
      (eq.acidVa * va) / (eq.acidVa + h) +
      (eq.acidBu * bu) / (eq.acidBu + h) +
      (eq.acidPro * pro) / (eq.acidPro + h) +
      (eq.acidAc * ac) / (eq.acidAc + h) +
      (eq.acidCo2 * co2) / (eq.acidCo2 + h);
    const next = h - charge / slope;
    const settled = Math.abs(next - h) < TOLERANCE * h;
    h = next > 0 ? next : h / 10;
    if (settled) break;
  }
  return h;
}

/** The dissociated shares at a proton concentration. */
export function ionsAt(state: Float64Array, eq: Adm1Equilibria, hydrogen: number): Adm1Ions {
  const share = (acid: number) => acid / (acid + hydrogen);
  const bicarbonate = state[9] * share(eq.acidCo2);
  const ammonia = state[10] * share(eq.acidIn);
  return {
    hydrogen,
    va: state[3] * share(eq.acidVa),
    bu: state[4] * share(eq.acidBu),
    pro: state[5] * share(eq.acidPro),
    ac: state[6] * share(eq.acidAc),
    bicarbonate,
    carbonDioxide: state[9] - bicarbonate,
    ammonia,
    ammonium: state[10] - ammonia,
  };
}
