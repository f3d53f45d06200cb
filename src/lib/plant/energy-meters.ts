import { gasInputs, type AnalysedColumn } from './gas-quality-inputs';
import { gasStreams } from './gas-quality-streams';
import { wordsOfHeader } from './streams';
import { canonicalTag } from './tags';
import { knownUnit } from './unit-words';
import { unitOf, type Dimension, type UnitContext } from './units';

/** What meters are found by; a subset of a tag. */
export interface MeterColumn extends AnalysedColumn {
  kind: 'number' | 'boolean';
}

/** A column and what turns its readings into the base unit: kWh, Nm3, Nm3/h, kW. */
export interface Meter {
  tag: string;
  header: string;
  /** Unit of its readings, our spelling. */
  unit: string;
  /** base = reading * scale. */
  scale: number;
}

/** A gas stream whose flow is measured. */
export interface StreamMeter {
  id: string;
  name: string;
  flow: Meter;
  /** Percent = reading * scale; null without an analyser. */
  methane: { tag: string; header: string; scale: number } | null;
}

/** What of a plant can be counted. */
export interface EnergyMeters {
  /** Counter of the energy made, kWh. */
  energy: Meter | null;
  /** Counter of the gas made, Nm3. */
  volume: Meter | null;
  streams: StreamMeter[];
  /** What a person may name as the plant's own use of electricity: counters in kWh, or power in kW. */
  electricity: (Meter & { kind: 'counter' | 'power' })[];
  /** Meters that are there but whose unit does not say what they count, in words. */
  unexplained: string[];
}

const ELECTRIC_COUNTER = /kwh|power_meter|strom_?zaehler|wirkarbeit/;
const POWER = /_power_|_power$|_kw_|leistung|wirkleistung/;
const NOT_OWN_USE = /chp|bhkw|genset|export|einspeis|limit|set_?p|soll|factor/;

function meterOf(
  { tag, header, unit }: MeterColumn,
  dimension: Dimension,
  usual: string,
  context: UnitContext,
): Meter | null {
  const named = unit || usual;
  const linear = unitOf(dimension, named)?.toBase(context);
  return linear ? { tag, header, unit: named, scale: linear.scale } : null;
}

function electricityOf(columns: readonly MeterColumn[], context: UnitContext): EnergyMeters['electricity'] {
  return columns.flatMap((column): EnergyMeters['electricity'] => {
    const words = wordsOfHeader(column.header);
    const quantity = knownUnit(column.unit)?.quantity;
    if (column.kind !== 'number' || column.canonical !== null || NOT_OWN_USE.test(words)) return [];
    if (ELECTRIC_COUNTER.test(words) && (quantity === 'energy' || column.unit === '')) {
      const meter = meterOf(column, 'energy', 'kWh', context);
      return meter ? [{ ...meter, kind: 'counter' }] : [];
    }
    if (quantity === 'power' || (POWER.test(words) && column.unit === '')) {
      const meter = meterOf(column, 'power', 'kW', context);
      return meter ? [{ ...meter, kind: 'power' }] : [];
    }
    return [];
  });
}

/**
 * The meters of a plant by the mapping in force.
 * @param tagOf      canonical tag to tag
 * @param proposedOf the same by the import
 * @param context    what units stand for
 */
export function findMeters(
  columns: readonly MeterColumn[],
  tagOf: (canonical: string) => string | null,
  proposedOf: (canonical: string) => string | null,
  context: UnitContext,
): EnergyMeters {
  const unexplained: string[] = [];
  const columnOf = (canonical: string) => columns.find(({ tag }) => tag === tagOf(canonical)) ?? null;
  const counter = (canonical: string, dimension: Dimension): Meter | null => {
    const column = columnOf(canonical);
    const meter = column && meterOf(column, dimension, canonicalTag(canonical)?.unit ?? '', context);
    if (column && !meter) unexplained.push(unknownWords(column));
    return meter;
  };
  const streams = gasStreams(columns, tagOf, proposedOf).flatMap((stream): StreamMeter[] => {
    const column = stream.tags['gas.flow'];
    if (!column) return [];
    const flow = meterOf(column, 'gas flow', 'scfm', context);
    if (!flow) unexplained.push(unknownWords(column));
    const ch4 = gasInputs(stream, context).ch4;
    const header = stream.tags['gas.ch4']?.header ?? '';
    return flow
      ? [
          {
            id: stream.id,
            name: stream.name,
            flow,
            methane: ch4 ? { tag: ch4.tag, header, scale: ch4.scale } : null,
          },
        ]
      : [];
  });
  return {
    energy: counter('energy.today', 'energy'),
    volume: counter('gas.accumulated_volume', 'gas volume'),
    streams,
    electricity: electricityOf(columns, context),
    unexplained,
  };
}

const unknownWords = ({ header, unit }: MeterColumn): string =>
  `${header} is in ${unit || 'no unit'}, which does not say at what pressure and temperature its gas is counted`;
