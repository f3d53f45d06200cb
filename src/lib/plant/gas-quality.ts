import { COMPONENTS, gasProperties, type Component, type MoleFractions } from './iso6976';
import type { Reference } from './iso6976-references';

/** What is computed of an analysis. */
export const DERIVED_PROPERTIES = [
  'balance',
  'score',
  'gross',
  'net',
  'wobbe',
  'relativeDensity',
  'density',
  'compression',
] as const;
export type DerivedProperty = (typeof DERIVED_PROPERTIES)[number];

/** What is shown and limited of a gas. */
export const GAS_PROPERTIES = [...COMPONENTS, ...DERIVED_PROPERTIES] as const;
export type GasProperty = (typeof GAS_PROPERTIES)[number];

/** Components are in percent by amount, heating values in MJ/m3, density in kg/m3. */
export type GasValues = Record<GasProperty, number>;

/** Whether a property is computed of the analysis rather than read. */
export const isDerived = (property: GasProperty): property is DerivedProperty =>
  DERIVED_PROPERTIES.some((derived) => derived === property);

/** Name, unit of `GasValues`, and formula of each property. */
export const PROPERTY_INFO: Record<GasProperty, { name: string; unit: string; formula: string }> = {
  ch4: { name: 'Methane', unit: '%', formula: 'as analysed' },
  co2: { name: 'Carbon dioxide', unit: '%', formula: 'as analysed' },
  n2: { name: 'Nitrogen', unit: '%', formula: 'as analysed' },
  o2: { name: 'Oxygen', unit: '%', formula: 'as analysed' },
  h2s: { name: 'Hydrogen sulfide', unit: '%', formula: 'as analysed' },
  balance: {
    name: 'Balance',
    unit: '%',
    formula: '100 % less all that is analysed; below zero, the analyser reads too much',
  },
  score: {
    name: 'Quality score (old platform)',
    unit: '',
    formula: '0.7 × CH4 % + 0.3 × (100 − CO2 %)',
  },
  gross: {
    name: 'Gross heating value',
    unit: 'MJ/m3',
    formula: 'Σ x·H° superior × p/(Z·R·T), ISO 6976:2016',
  },
  net: { name: 'Net heating value', unit: 'MJ/m3', formula: 'Σ x·H° inferior × p/(Z·R·T), ISO 6976:2016' },
  wobbe: {
    name: 'Wobbe index',
    unit: 'MJ/m3',
    formula: 'gross heating value / √relative density, ISO 6976:2016',
  },
  relativeDensity: { name: 'Relative density', unit: '', formula: '(M/M air) × (Z air/Z), ISO 6976:2016' },
  density: { name: 'Density', unit: 'kg/m3', formula: 'M·p/(Z·R·T), ISO 6976:2016' },
  compression: { name: 'Compression factor Z', unit: '', formula: '1 − (Σ x·√b)², ISO 6976:2016' },
};

/** Sums of the analysis outside of these say that the analyser, not the gas, is off: nothing is derived from it. */
export const LEAST_SUM = 90;
export const MOST_SUM = 110;

/** The old platform's score. */
export const qualityScore = (ch4Percent: number, co2Percent: number): number =>
  0.7 * ch4Percent + 0.3 * (100 - co2Percent);

/**
 * Mole fractions of an analysis: what is not analysed of the filler makes up to 100 %, the rest is scaled to a sum of 1.
 * @param percent readings, NaN or absent where there is none; hydrogen sulfide without a reading counts as none
 * @param filler  the gas that is not analysed, null when all are
 * @returns null without a reading of a gas that is analysed, or with a sum outside 90 to 110 %
 */
export function moleFractions(
  percent: Partial<Record<Component, number>>,
  filler: 'co2' | 'n2' | null,
): MoleFractions | null {
  const read = (component: Component) => percent[component] ?? 0;
  const h2s = Number.isFinite(read('h2s')) ? read('h2s') : 0;
  const x: MoleFractions = { ch4: read('ch4'), co2: read('co2'), n2: read('n2'), o2: read('o2'), h2s };
  const sum = () => COMPONENTS.reduce((total, component) => total + x[component], 0);
  if (filler) x[filler] += Math.max(0, 100 - sum());
  const total = sum();
  if (!(total >= LEAST_SUM && total <= MOST_SUM)) return null;
  for (const component of COMPONENTS) x[component] /= total;
  return x;
}

/** All properties of one analysis; NaN where they cannot be said. */
export function gasValues(
  percent: Partial<Record<Component, number>>,
  filler: 'co2' | 'n2' | null,
  reference: Reference,
): GasValues {
  const read = (component: Component) => percent[component] ?? Number.NaN;
  const x = moleFractions(percent, filler);
  const found = x && gasProperties(x, reference);
  const analysed = COMPONENTS.filter((component) => percent[component] !== undefined);
  const part = (component: Component) => (component === 'h2s' ? read('h2s') || 0 : read(component));
  const derived = (value: number | undefined) => value ?? Number.NaN;
  return {
    ch4: read('ch4'),
    co2: read('co2'),
    n2: read('n2'),
    o2: read('o2'),
    h2s: read('h2s'),
    balance: 100 - analysed.reduce((total, component) => total + part(component), 0),
    score: qualityScore(read('ch4'), read('co2')),
    gross: derived(found?.grossMJ),
    net: derived(found?.netMJ),
    wobbe: derived(found?.wobbeMJ),
    relativeDensity: derived(found?.relativeDensity),
    density: derived(found?.density),
    compression: derived(found?.compressionFactor),
  };
}
