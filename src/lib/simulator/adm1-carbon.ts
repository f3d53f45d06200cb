import type { Adm1Parameters } from './adm1-parameters';

/** Carbon released to S_IC by each of the 12 conversions, kmol C/kg COD, then by decay: shape [13]. */
export function carbonReleased(p: Adm1Parameters): number[] {
  const decay = p.C_BAC - p.C_XC;
  const acids = (bu: number, pro: number, ac: number) => bu * p.C_BU + pro * p.C_PRO + ac * p.C_AC;
  return [
    p.C_XC -
      p.F_SI_XC * p.C_SI -
      p.F_CH_XC * p.C_CH -
      p.F_PR_XC * p.C_PR -
      p.F_LI_XC * p.C_LI -
      p.F_XI_XC * p.C_XI,
    p.C_CH - p.C_SU,
    p.C_PR - p.C_AA,
    p.C_LI - (1 - p.F_FA_LI) * p.C_SU - p.F_FA_LI * p.C_FA,
    p.C_SU - (1 - p.Y_SU) * acids(p.F_BU_SU, p.F_PRO_SU, p.F_AC_SU) - p.Y_SU * p.C_BAC,
    p.C_AA - (1 - p.Y_AA) * (p.F_VA_AA * p.C_VA + acids(p.F_BU_AA, p.F_PRO_AA, p.F_AC_AA)) - p.Y_AA * p.C_BAC,
    p.C_FA - (1 - p.Y_FA) * 0.7 * p.C_AC - p.Y_FA * p.C_BAC,
    p.C_VA - (1 - p.Y_C4) * (0.54 * p.C_PRO + 0.31 * p.C_AC) - p.Y_C4 * p.C_BAC,
    p.C_BU - (1 - p.Y_C4) * 0.8 * p.C_AC - p.Y_C4 * p.C_BAC,
    p.C_PRO - (1 - p.Y_PRO) * 0.57 * p.C_AC - p.Y_PRO * p.C_BAC,
    p.C_AC - (1 - p.Y_AC) * p.C_CH4 - p.Y_AC * p.C_BAC,
    -(1 - p.Y_H2) * p.C_CH4 - p.Y_H2 * p.C_BAC,
    decay,
  ];
}

/** Carbon content of each of the 26 liquid components, kmol C per unit of the component. */
export function carbonContents(p: Adm1Parameters): number[] {
  const bacteria = Array.from({ length: 7 }, () => p.C_BAC);
  const acids = [p.C_SU, p.C_AA, p.C_FA, p.C_VA, p.C_BU, p.C_PRO, p.C_AC];
  return [...acids, 0, p.C_CH4, 1, 0, p.C_SI, p.C_XC, p.C_CH, p.C_PR, p.C_LI, ...bacteria, p.C_XI, 0, 0];
}
