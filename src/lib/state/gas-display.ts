import { formatValue } from '$lib/series/format-value';
import { localDigits } from '$lib/series/locale';
import { PROPERTY_INFO, type GasProperty } from '$lib/plant/gas-quality';
import type { GasInputs } from '$lib/plant/gas-quality-inputs';
import type { Reference } from '$lib/plant/iso6976-references';
import type { UnitConditions } from '$lib/plant/units-conditions';
import { displayUnit, unitLabel, type DisplayUnit, type UnitChoice } from '$lib/plant/units-display';
import type { PlantStream } from './gas-streams';

const H2S_MOLAR_MASS = 34.082;
/** Decimals of properties whose size does not say how many they need. */
const DECIMALS: Partial<Record<GasProperty, number>> = {
  // About zero, where digits by size would show the noise of rounding.
  balance: 2,
  relativeDensity: 4,
  density: 4,
  compression: 5,
};

/** How each property is shown; numbers come in the units of `GasValues`. */
export type GasDisplay = Record<GasProperty, DisplayUnit>;

/** So many decimals; what rounds to zero has no sign. */
const fixed = (value: number, decimals: number) =>
  localDigits(value.toFixed(decimals))
    .replace(/^-(?=.*[1-9])/, '\u2212')
    .replace(/^-/, '');

function plain(property: GasProperty): DisplayUnit {
  const { unit } = PROPERTY_INFO[property];
  const same = (value: number) => value;
  const decimals = DECIMALS[property];
  const label = unitLabel(unit);
  const format = (value: number) =>
    decimals === undefined || !Number.isFinite(value)
      ? formatValue(value, label)
      : `${fixed(value, decimals)}${label ? `\u00a0${label}` : ''}`;
  return {
    recorded: unit,
    unit,
    label,
    convert: same,
    difference: same,
    convertAll: (values) => values,
    format,
    formatDifference: format,
  };
}

/** Hydrogen sulfide, whose numbers come in percent, as its column is shown. */
function traceUnit(stream: PlantStream, inputs: GasInputs, choice: UnitChoice, conditions: UnitConditions) {
  const recorded = stream.tags['gas.h2s']?.unit || 'ppm';
  const shown = displayUnit('trace gas', recorded, choice, { ...conditions, molarMass: H2S_MOLAR_MASS });
  const readings = 1 / (inputs.h2s?.scale ?? 1e-4);
  return {
    ...shown,
    convert: (percent: number) => shown.convert(percent * readings),
    difference: (percent: number) => shown.difference(percent * readings),
    convertAll: (percents: Float64Array) => percents.map((percent) => shown.convert(percent * readings)),
    format: (percent: number) => shown.format(percent * readings),
    formatDifference: (percent: number) => shown.formatDifference(percent * readings),
  };
}

/** How the properties of a stream are shown. @param reference of its heating values */
export function gasDisplay(
  stream: PlantStream,
  inputs: GasInputs,
  reference: Reference,
  choice: UnitChoice,
  conditions: UnitConditions,
): GasDisplay {
  const heating = displayUnit('heating value', 'MJ/m3', choice, {
    ...conditions,
    metering: reference.metering,
    molarMass: null,
  });
  const properties = Object.keys(PROPERTY_INFO) as GasProperty[];
  const all = Object.fromEntries(properties.map((property) => [property, plain(property)])) as GasDisplay;
  return {
    ...all,
    gross: heating,
    net: heating,
    wobbe: heating,
    h2s: traceUnit(stream, inputs, choice, conditions),
  };
}
