import { formatValue } from '$lib/series/format-value';
import { unitOf, type Linear, type UnitContext } from './units';
import { applyLinear, applyToDifference, conversion } from './units-convert';
import { quantityInfo, type Quantity } from './units-quantity';

/** `recorded` shows each reading in the unit it was recorded in. */
export type UnitSystem = 'recorded' | 'US' | 'SI';

/** Which units a person wants. A unit chosen for a quantity goes before the system's. */
export interface UnitChoice {
  system: UnitSystem;
  units: Partial<Record<Quantity, string>>;
}

/** How readings of one tag or quantity are shown. */
export interface DisplayUnit {
  /** Unit of the readings as they come from the plant file. */
  recorded: string;
  /** Unit shown, our spelling; `recorded` where nothing is converted. */
  unit: string;
  /** Unit as written on the screen; pass it to charts. */
  label: string;
  /** One reading, as shown. */
  convert(value: number): number;
  /** A change, spread or standard deviation, as shown. */
  difference(value: number): number;
  /** Readings, as shown; the same array where nothing is converted. */
  convertAll(values: Float64Array): Float64Array;
  /** A recorded reading in the unit shown: `6.75 bar(g)`; `no data` for NaN. */
  format(value: number): string;
  /** A recorded change in the unit shown, without a sign of its own. */
  formatDifference(value: number): string;
}

const SAME: Linear = { scale: 1, offset: 0 };

/** Wanted unit of a quantity by a choice; null for as recorded. */
export function wantedUnit(quantity: Quantity, { system, units }: UnitChoice): string | null {
  const info = quantityInfo(quantity);
  const chosen = units[quantity];
  if (chosen !== undefined && info.choices.includes(chosen)) return chosen;
  if (system === 'recorded') return null;
  return system === 'US' ? info.us : info.si;
}

/** Labels of units that are not converted, where they differ from our spelling. */
const PLAIN_LABELS: Record<string, string> = {
  degF: '°F',
  degC: '°C',
  'm3/h': 'm³/h',
  'Nm3/h': 'Nm³/h',
  m3: 'm³',
  Nm3: 'Nm³',
  inH2O: 'inH₂O',
  'mg/m3': 'mg/m³',
  'MJ/m3': 'MJ/m³',
  'kWh/m3': 'kWh/m³',
  'kg/m3': 'kg/m³',
};

/** A unit as written on the screen. */
export const unitLabel = (unit: string): string => PLAIN_LABELS[unit] ?? unit;

/**
 * How readings recorded in a unit are shown. Readings whose unit is unknown, or which the conditions do not explain, are
 * shown as recorded.
 * @param quantity null for readings that are never converted
 */
export function displayUnit(
  quantity: Quantity | null,
  recorded: string,
  choice: UnitChoice,
  context: UnitContext,
): DisplayUnit {
  const wanted = quantity === null ? null : wantedUnit(quantity, choice);
  if (quantity === null || wanted === null) return shownAs(recorded, recorded, unitLabel(recorded), SAME);
  const { dimension } = quantityInfo(quantity);
  const [from, to] = [unitOf(dimension, recorded), unitOf(dimension, wanted)];
  const linear = from && to ? conversion(from, to, context) : null;
  if (!linear || !to) return shownAs(recorded, recorded, unitLabel(recorded), SAME);
  return shownAs(recorded, to.unit, to.label, linear);
}

function shownAs(recorded: string, unit: string, label: string, linear: Linear): DisplayUnit {
  const same = linear.scale === 1 && linear.offset === 0;
  const convert = (value: number) => (same ? value : applyLinear(linear, value));
  const difference = (value: number) => (same ? value : applyToDifference(linear, value));
  return {
    recorded,
    unit,
    label,
    convert,
    difference,
    convertAll: (values) => (same ? values : values.map((value) => applyLinear(linear, value))),
    format: (value) => formatValue(convert(value), label),
    // A difference of gauge pressures is neither gauge nor absolute.
    formatDifference: (value) => formatValue(difference(value), label.replace(/\([ga]\)$/, '')),
  };
}
