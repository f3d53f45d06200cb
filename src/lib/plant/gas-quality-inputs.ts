import type { Component } from './iso6976';
import { unitOf, type UnitContext } from './units';
import type { GasStream, StreamColumn } from './gas-quality-streams';

/** A component's column, and what turns its readings into percent by amount. */
export interface GasInput {
  tag: string;
  /** percent = reading * scale. */
  scale: number;
  /** What was taken for granted, '' when the unit says it. */
  assumed: string;
}

/** The analysed components of a stream; what is not analysed is absent. */
export type GasInputs = Partial<Record<Component, GasInput>>;

/** A column with its unit and the highest reading in the whole history. */
export interface AnalysedColumn extends StreamColumn {
  unit: string;
  max: number;
}

const H2S_MOLAR_MASS = 34.082;

function inputOf(component: Component, column: AnalysedColumn, context: UnitContext): GasInput | null {
  const known = unitOf('fraction', column.unit)?.toBase({ ...context, molarMass: H2S_MOLAR_MASS });
  const { tag, max } = column;
  if (known) return { tag, scale: known.scale * 100, assumed: '' };
  if (column.unit !== '') return null;
  if (component === 'h2s') return { tag, scale: 1e-4, assumed: 'no unit, taken as ppm' };
  // Fractions of one are seen by their size: no main component of a biogas stays below 1.2 %.
  if (component === 'ch4' && max <= 1.2) return { tag, scale: 100, assumed: 'no unit, taken as mol/mol' };
  return { tag, scale: 1, assumed: 'no unit, taken as %' };
}

/**
 * Inputs of a stream. Columns whose unit is no concentration are left out.
 * @param context what units stand for; a mass concentration is one of hydrogen sulfide
 */
export function gasInputs(stream: GasStream<AnalysedColumn>, context: UnitContext): GasInputs {
  const components: Component[] = ['ch4', 'co2', 'n2', 'o2', 'h2s'];
  const inputs: GasInputs = {};
  for (const component of components) {
    const column = stream.tags[`gas.${component}`];
    const input = column ? inputOf(component, column, context) : null;
    if (input) inputs[component] = input;
  }
  // An analyser that gives methane without a unit as a fraction gives its other gases so, too.
  if (inputs.ch4?.assumed.endsWith('mol/mol'))
    for (const component of ['co2', 'n2', 'o2'] as const) {
      const input = inputs[component];
      if (input && input.assumed !== '') inputs[component] = { ...input, ...pickScale(inputs.ch4) };
    }
  return inputs;
}

const pickScale = ({ scale, assumed }: GasInput) => ({ scale, assumed });

/** The gas that is taken to fill up to 100 %: what of carbon dioxide and nitrogen is not analysed; null when both are. */
export function fillerOf(inputs: GasInputs): 'co2' | 'n2' | null {
  if (!inputs.co2) return 'co2';
  return inputs.n2 ? null : 'n2';
}
