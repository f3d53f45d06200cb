/**
 * Components of the digester in the order of a state vector, length 29: 26 in the liquid (S soluble, X particulate;
 * kg COD/m3, but S_IC, S_IN, S_cat, S_an kmol/m3), then hydrogen, methane (kg COD/m3) and carbon dioxide (kmol/m3) in
 * the gas above it.
 */
export const ADM1_COMPONENTS = [
  'S_su',
  'S_aa',
  'S_fa',
  'S_va',
  'S_bu',
  'S_pro',
  'S_ac',
  'S_h2',
  'S_ch4',
  'S_IC',
  'S_IN',
  'S_I',
  'X_xc',
  'X_ch',
  'X_pr',
  'X_li',
  'X_su',
  'X_aa',
  'X_fa',
  'X_c4',
  'X_pro',
  'X_ac',
  'X_h2',
  'X_I',
  'S_cat',
  'S_an',
  'Sgas_h2',
  'Sgas_ch4',
  'Sgas_co2',
] as const;

/** Components that the feed brings: the first 26. */
export const LIQUID_COMPONENTS = 26;

/** The initial state of BSM2, in the order of `ADM1_COMPONENTS`; source as in adm1-parameters.ts. */
export const BSM2_INITIAL_STATE: readonly number[] = [
  0.0124, 0.0055, 0.1074, 0.0123, 0.014, 0.0176, 0.0893, 2.5055e-7, 0.0555, 0.0951, 0.0945, 0.1309, 0.1079,
  0.0205, 0.0842, 0.0436, 0.3122, 0.9317, 0.3384, 0.3258, 0.1011, 0.6772, 0.2848, 17.2162, 3.5659e-43, 0.0052,
  1.1032e-5, 1.6535, 0.0135,
];

/**
 * The constant feed of BSM2 (thickened sludge), in the order of the first 26 components; source as in
 * adm1-parameters.ts.
 */
export const BSM2_INFLUENT: readonly number[] = [
  0, 0.0438799178554745, 0, 0, 0, 0, 0, 0, 0, 0.00793259060582358, 0.00197207150628461, 0.0280665048629843, 0,
  3.72359464281321, 15.9235202884012, 8.04697968474064, 0, 0, 0, 0, 0, 0, 0, 17.010646884443, 0,
  0.00521009943508387,
];

/** The constant feed of BSM2, m3/d, for 3400 m3 of liquid. */
export const BSM2_FEED_PER_DAY = 178.46745496318;
