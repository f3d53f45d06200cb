/**
 * Parameters of the digester model ADM1 (Batstone et al. 2002) with the adjustments of BSM2 (Rosen & Jeppsson 2006).
 * Values as in github ttronas/bsm2-python @ 45ba5c0, BSD-3-Clause, (c) 2025 FAU-EVT; model (c) Ulf Jeppsson, Lund
 * University. Names are the publication's. Concentrations in kg COD/m3, but S_IC, S_IN and ions in kmol/m3; time in
 * days, pressure in bar, temperature in kelvin. Fractions and yields have no unit.
 */
export const ADM1_PARAMETERS = {
  F_SI_XC: 0.1,
  F_XI_XC: 0.2,
  F_CH_XC: 0.2,
  F_PR_XC: 0.2,
  F_LI_XC: 0.3,
  /** kmol(N)*kg(COD)⁻¹ */
  N_XC: 0.0026857142857142856,
  /** kmol(N)*kg(COD)⁻¹ */
  N_I: 0.004285714285714286,
  /** kmol(N)*kg(COD)⁻¹ */
  N_AA: 0.007,
  /** kmol(C)*kg(COD)⁻¹ */
  C_XC: 0.02786,
  /** kmol(C)*kg(COD)⁻¹ */
  C_SI: 0.03,
  /** kmol(C)*kg(COD)⁻¹ */
  C_CH: 0.0313,
  /** kmol(C)*kg(COD)⁻¹ */
  C_PR: 0.03,
  /** kmol(C)*kg(COD)⁻¹ */
  C_LI: 0.022,
  /** kmol(C)*kg(COD)⁻¹ */
  C_XI: 0.03,
  /** kmol(C)*kg(COD)⁻¹ */
  C_SU: 0.0313,
  /** kmol(C)*kg(COD)⁻¹ */
  C_AA: 0.03,
  F_FA_LI: 0.95,
  /** kmol(C)*kg(COD)⁻¹ */
  C_FA: 0.0217,
  F_H2_SU: 0.19,
  F_BU_SU: 0.13,
  F_PRO_SU: 0.27,
  F_AC_SU: 0.41,
  /** kmol(N)*kg(COD)⁻¹ */
  N_BAC: 0.005714285714285714,
  /** kmol(C)*kg(COD)⁻¹ */
  C_BU: 0.025,
  /** kmol(C)*kg(COD)⁻¹ */
  C_PRO: 0.0268,
  /** kmol(C)*kg(COD)⁻¹ */
  C_AC: 0.0313,
  /** kmol(C)*kg(COD)⁻¹ */
  C_BAC: 0.0313,
  Y_SU: 0.1,
  F_H2_AA: 0.06,
  F_VA_AA: 0.23,
  F_BU_AA: 0.26,
  F_PRO_AA: 0.05,
  F_AC_AA: 0.4,
  /** kmol(C)*kg(COD)⁻¹ */
  C_VA: 0.024,
  Y_AA: 0.08,
  Y_FA: 0.06,
  Y_C4: 0.06,
  Y_PRO: 0.04,
  /** kmol(C)*kg(COD)⁻¹ */
  C_CH4: 0.0156,
  Y_AC: 0.05,
  Y_H2: 0.06,
  /** d⁻¹ */
  K_DIS: 0.5,
  /** d⁻¹ */
  K_HYD_CH: 10.0,
  /** d⁻¹ */
  K_HYD_PR: 10.0,
  /** d⁻¹ */
  K_HYD_LI: 10.0,
  /** kmol(N)*m⁻³ */
  K_S_IN: 0.0001,
  /** d⁻¹ */
  K_M_SU: 30.0,
  /** kg(COD)*m⁻³ */
  K_S_SU: 0.5,
  PH_UL_AA: 5.5,
  PH_LL_AA: 4.0,
  /** d⁻¹ */
  K_M_AA: 50.0,
  /** kg(COD)*m⁻³ */
  K_S_AA: 0.3,
  /** d⁻¹ */
  K_M_FA: 6.0,
  /** kg(COD)*m⁻³ */
  K_S_FA: 0.4,
  /** kg(COD)*m⁻³ */
  K_IH2_FA: 5e-6,
  /** d⁻¹ */
  K_M_C4: 20.0,
  /** kg(COD)*m⁻³ */
  K_S_C4: 0.2,
  /** kg(COD)*m⁻³ */
  K_IH2_C4: 1e-5,
  /** d⁻¹ */
  K_M_PRO: 13.0,
  /** kg(COD)*m⁻³ */
  K_S_PRO: 0.1,
  /** kg(COD)*m⁻³ */
  K_IH2_PRO: 3.5e-6,
  /** d⁻¹ */
  K_M_AC: 8.0,
  /** kg(COD)*m⁻³ */
  K_S_AC: 0.15,
  /** kg(COD)*m⁻³ */
  K_I_NH3: 0.0018,
  PH_UL_AC: 7.0,
  PH_LL_AC: 6.0,
  /** d⁻¹ */
  K_M_H2: 35.0,
  /** kg(COD)*m⁻³ */
  K_S_H2: 7e-6,
  PH_UL_H2: 6.0,
  PH_LL_H2: 5.0,
  /** d⁻¹ */
  K_DEC_XSU: 0.02,
  /** d⁻¹ */
  K_DEC_XAA: 0.02,
  /** d⁻¹ */
  K_DEC_XFA: 0.02,
  /** d⁻¹ */
  K_DEC_XC4: 0.02,
  /** d⁻¹ */
  K_DEC_XPRO: 0.02,
  /** d⁻¹ */
  K_DEC_XAC: 0.02,
  /** d⁻¹ */
  K_DEC_XH2: 0.02,
  /** dm³*bar*(mol*K)⁻¹ */
  R: 0.083145,
  /** K */
  T_BASE: 298.15,
  /** K */
  t_op: 308.15,
  PK_W_BASE: 14.0,
  /** kmol*m⁻³ */
  PK_A_VA_BASE: 4.86,
  /** kmol*m⁻³ */
  PK_A_BU_BASE: 4.82,
  /** kmol*m⁻³ */
  PK_A_PRO_BASE: 4.88,
  /** kmol*m⁻³ */
  PK_A_AC_BASE: 4.76,
  /** kmol*m⁻³ */
  PK_A_CO2_BASE: 6.35,
  /** kmol*m⁻³ */
  PK_A_IN_BASE: 9.25,
  /** m³*(kmol*d)⁻¹ */
  K_A_BVA: 10000000000.0,
  /** m³*(kmol*d)⁻¹ */
  K_A_BBU: 10000000000.0,
  /** m³*(kmol*d)⁻¹ */
  K_A_BPRO: 10000000000.0,
  /** m³*(kmol*d)⁻¹ */
  K_A_BAC: 10000000000.0,
  /** m³*(kmol*d)⁻¹ */
  K_A_BCO2: 10000000000.0,
  /** m³*(kmol*d)⁻¹ */
  K_A_BIN: 10000000000.0,
  /** bar */
  P_ATM: 1.013,
  /** d⁻¹ */
  K_LA: 200.0,
  /** kmol*m⁻³*bar⁻¹ */
  K_H_H2O_BASE: 0.0313,
  /** kmol*m⁻³*bar⁻¹ */
  K_H_CO2_BASE: 0.035,
  /** kmol*m⁻³*bar⁻¹ */
  K_H_CH4_BASE: 0.0014,
  /** kmol*m⁻³*bar⁻¹ */
  K_H_H2_BASE: 0.00078,
  /** m³*(bar*d)⁻¹ */
  K_P: 50000.0,
  /** m³ */
  V_LIQ: 3400,
  /** m³ */
  V_GAS: 300,
} as const;

/** Parameter values by the publication's names. */
export type Adm1Parameters = { readonly [name in keyof typeof ADM1_PARAMETERS]: number };
