import type { TimeRange } from '$lib/ingest/types';
import { findMeters, type EnergyMeters, type StreamMeter } from '$lib/plant/energy-meters';
import { unitOf, type Dimension, type UnitContext } from '$lib/plant/units';
import { USUAL_CONDITIONS, type UnitConditions } from '$lib/plant/units-conditions';
import { applyLinear, inverse } from '$lib/plant/units-convert';
import { shownCounterSql, shownFlowSql } from '$lib/sql/energy-shown';
import type { EnergySettings } from '$lib/store/energy-types';
import { importedMapping } from '$lib/store/plant-mapping';
import type { Plant } from '$lib/store/plant-types';
import { METHANE_KWH, type Prices } from '$lib/plant/energy-report';
import { formatValue } from '$lib/series/format-value';
import type { UnitsState } from './units.svelte';

/** The meters of a plant by the mapping in force. */
export function metersOf(plant: Pick<Plant, 'info' | 'tagOf'>, conditions: UnitConditions): EnergyMeters {
  const proposed = importedMapping(plant.info.tags);
  const context = { ...conditions, molarMass: null };
  return findMeters(plant.info.tags, plant.tagOf, (canonical) => proposed[canonical] ?? null, context);
}

/** How a number in a base unit (kWh, Nm3, kW) is shown. */
export interface Shown {
  /** Unit as written on the screen. */
  label: string;
  convert(base: number): number;
  format(base: number): string;
}

/** How the page shows its numbers. */
export interface EnergyShown {
  energy: Shown;
  volume: Shown;
  power: Shown;
}

function shownAs(
  units: UnitsState,
  dimension: Dimension,
  quantity: 'energy' | 'gas volume' | 'power',
  recorded: string,
): Shown {
  const context: UnitContext = { ...units.conditions, molarMass: null };
  const linear = unitOf(dimension, recorded)?.toBase(context) ?? { scale: 1, offset: 0 };
  const display = units.of(quantity, recorded);
  const convert = (base: number) => display.convert(applyLinear(inverse(linear), base));
  return { label: display.label, convert, format: (base) => formatValue(convert(base), display.label) };
}

/** Units of the page: those of the counters, where the person does not want others. */
export function energyShown(units: UnitsState, meters: EnergyMeters): EnergyShown {
  const flowUnit = meters.streams[0]?.flow.unit ?? '';
  const american = flowUnit.startsWith('scf') || flowUnit === 'Mscfd';
  return {
    energy: shownAs(units, 'energy', 'energy', meters.energy?.unit ?? (american ? 'MMBtu' : 'kWh')),
    volume: shownAs(units, 'gas volume', 'gas volume', meters.volume?.unit ?? (american ? 'MCF' : 'Nm3')),
    power: shownAs(units, 'power', 'power', 'kW'),
  };
}

/** Prices per kWh from what a person entered. */
export function pricesOf({ energyPrice, energyPriceUnit, electricityPrice }: EnergySettings): Prices {
  const kWh = unitOf('energy', energyPriceUnit)?.toBase({ ...USUAL_CONDITIONS, molarMass: null })?.scale;
  return {
    energy: energyPrice === null || !kWh ? null : energyPrice / kWh,
    electricity: electricityPrice,
  };
}

/** The statement behind the bars of a counter. */
export const counterSql = shownCounterSql;

/** The statement behind the gas and energy of a stream by its flow. */
export const flowSql = (stream: StreamMeter, range: TimeRange): string =>
  shownFlowSql(stream, METHANE_KWH, range);
