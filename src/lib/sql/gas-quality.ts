import type { TimeRange } from '$lib/ingest/types';
import {
  DERIVED_PROPERTIES,
  GAS_PROPERTIES,
  isDerived,
  LEAST_SUM,
  MOST_SUM,
  type DerivedProperty,
  type GasProperty,
  type GasValues,
} from '$lib/plant/gas-quality';
import { fillerOf, type GasInputs } from '$lib/plant/gas-quality-inputs';
import { coefficients, COMPONENTS, type Component, type MoleFractions } from '$lib/plant/iso6976';
import type { Reference } from '$lib/plant/iso6976-references';
import { gridOver, scatter } from '$lib/series/grid';
import { quoteIdentifier } from './identifiers';
import { numbersOf, type Query } from './query';
import { rollupColumn } from './schema';
import { RANGE_CONDITION, rangeParams } from './time-range';

/** A gas as a statement reads it: its analysis and the reference conditions of what is derived. */
export interface GasSource {
  inputs: GasInputs;
  reference: Reference;
}

const NULL = 'CAST(NULL AS DOUBLE)';

/** Mean of a component in percent, as a column of a roll-up. */
function measured(inputs: GasInputs, component: Component): string {
  const input = inputs[component];
  if (!input) return NULL;
  const column = quoteIdentifier(rollupColumn(input.tag, 'avg'));
  return input.scale === 1 ? column : `${column} * ${input.scale}`;
}

const weighted = (of: MoleFractions) =>
  `(${COMPONENTS.filter((component) => of[component] !== 0)
    .map((component) => `${of[component]} * x_${component}`)
    .join(' + ')})`;

/**
 * A row for each minute of a table expression: bucket and all properties, as `gasValues` has them of the minute's means.
 * @param rows rows of the minute roll-up
 */
export function gasMinutes({ inputs, reference }: GasSource, rows: string): string {
  const c = coefficients(reference);
  const filler = fillerOf(inputs);
  const means = COMPONENTS.map((component) => `${measured(inputs, component)} AS ${component}`);
  const term = (component: Component) => (component === 'h2s' ? 'coalesce(h2s, 0)' : component);
  const analysed = COMPONENTS.filter((component) => inputs[component]).map(term);
  const sum = analysed.length ? analysed.join(' + ') : NULL;
  const parts = COMPONENTS.map((component) => {
    const own = inputs[component] ? term(component) : '0';
    const amount = component === filler ? `${own} + greatest(0, 100 - analysed)` : own;
    return `(${amount}) / total AS x_${component}`;
  });
  const total = filler ? 'greatest(analysed, 100)' : 'analysed';
  return `SELECT bucket, ch4, co2, n2, o2, h2s, 100 - analysed AS balance, 0.7 * ch4 + 0.3 * (100 - co2) AS score,
${weighted(c.superior)} * moles AS gross, ${weighted(c.inferior)} * moles AS net, ${weighted(c.superior)} * moles / sqrt(mass * ${c.airFactor / c.airMolarMass} / z) AS wobbe,
mass * ${c.airFactor / c.airMolarMass} / z AS relativeDensity, mass * moles AS density, z AS compression
FROM (SELECT *, 1 - ${c.pressureRatio} * ${weighted(c.factors)} * ${weighted(c.factors)} AS z, ${weighted(c.molarMass)} AS mass, ${c.idealMolesPerM3 / 1000} / z AS moles
FROM (SELECT *, ${parts.join(', ')}
FROM (SELECT *, CASE WHEN ${total} BETWEEN ${LEAST_SUM} AND ${MOST_SUM} THEN ${total} END AS total
FROM (SELECT *, ${sum} AS analysed
FROM (SELECT ${['bucket', ...means].join(', ')} FROM ${rows})))))`;
}

/** Means of which derived properties are computed: of minutes, or of hours where there are very many minutes. */
export type GasLevel = 'minute' | 'hour';

/** Longest period whose properties are computed minute by minute: half a million minutes would take too long. */
const LONGEST_BY_MINUTES_MS = 120 * 86_400_000;
const HOUR_MS = 3_600_000;

/** Of which means properties over a period are computed. */
export const gasLevel = ({ fromMs, toMs }: TimeRange, bucketMs: number): GasLevel =>
  toMs - fromMs > LONGEST_BY_MINUTES_MS && bucketMs % HOUR_MS === 0 ? 'hour' : 'minute';

/** One derived property over time and over the whole period; each minute (or hour) with a value counts alike. */
export interface DerivedSeries {
  /** In each bucket of the grid, NaN where there is none. */
  avg: Float64Array;
  min: Float64Array;
  max: Float64Array;
  /** Over the period; NaN without any. */
  mean: number;
  lowest: number;
  highest: number;
}

/** Properties of a gas that are derived from its analysis, over time. */
export interface GasSeries {
  /** Start of each bucket, ms since epoch, on the regular grid. */
  timesMs: Float64Array;
  bucketMs: number;
  /** What the properties were computed of, before they were averaged. */
  level: GasLevel;
  derived: Record<DerivedProperty, DerivedSeries>;
  /** Rows of the level that have a value of each property. */
  rows: Record<GasProperty, number>;
}

/** Sum without NaN. */
const total = (values: Float64Array) =>
  values.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0);

/** Least without NaN; NaN when there is none. */
const least = (values: Float64Array) =>
  values.reduce((low, value) => (value < low || Number.isNaN(low) ? value : low), Number.NaN);

/** All that has a value in a minute when one of them has: they need the same readings. */
const COUNTED_BY: Record<DerivedProperty, 'balance' | 'score' | 'wobbe'> = {
  balance: 'balance',
  score: 'score',
  gross: 'wobbe',
  net: 'wobbe',
  wobbe: 'wobbe',
  relativeDensity: 'wobbe',
  density: 'wobbe',
  compression: 'wobbe',
};

const COUNTED = [...COMPONENTS, 'balance', 'score', 'wobbe'] as const;

/** Column that counts the rows with a value of a property. */
const countedBy = (name: GasProperty) => `c_${isDerived(name) ? COUNTED_BY[name] : name}`;
const countOf = (name: string) => `CAST(count(${name}) AS DOUBLE) AS c_${name}`;

/** Minutes of a range that have a value of each property. */
export function gasMinutesQuery(source: GasSource, range: TimeRange): Query<Record<GasProperty, number>> {
  const { table, params } = rowsOf('minute', range);
  return {
    sql: `SELECT ${COUNTED.map(countOf).join(', ')} FROM (${gasMinutes(source, table)})`,
    params,
    decode: (result) => ofEach(GAS_PROPERTIES, (name) => numbersOf(result, countedBy(name))[0]),
  };
}

/** Rows of the roll-up of a level in a range; of the hours only those that lie wholly in it. */
function rowsOf(level: GasLevel, { fromMs, toMs }: TimeRange): { table: string; params: number[] } {
  const table = `(SELECT * FROM plant.${level}_rollup WHERE ${RANGE_CONDITION})`;
  if (level === 'minute') return { table, params: rangeParams({ fromMs, toMs }) };
  const whole = { fromMs: Math.ceil(fromMs / HOUR_MS) * HOUR_MS, toMs: Math.floor(toMs / HOUR_MS) * HOUR_MS };
  return { table, params: rangeParams(whole) };
}

/**
 * Derived properties in buckets aligned to the epoch, and over the period: computed of each minute's means (`gasLevel`),
 * then averaged, because most are no linear function of the readings.
 * @param range    minutes that start in it
 * @param bucketMs width of a bucket, whole minutes
 */
export function gasSeriesQuery(source: GasSource, range: TimeRange, bucketMs: number): Query<GasSeries> {
  const grid = gridOver(range, bucketMs);
  const level = gasLevel(range, bucketMs);
  const { table, params } = rowsOf(level, range);
  const columns = [
    ...DERIVED_PROPERTIES.map(
      (name) => `sum(${name}) AS s_${name}, min(${name}) AS l_${name}, max(${name}) AS h_${name}`,
    ),
    ...COUNTED.map(countOf),
  ];
  return {
    sql: `SELECT epoch_ms(bucket) // ${bucketMs} * ${bucketMs} AS t, ${columns.join(', ')} FROM (${gasMinutes(source, table)}) GROUP BY t`,
    params,
    decode(result) {
      const times = numbersOf(result, 't');
      const place = (values: Float64Array) => scatter(grid, times, values, Number.NaN);
      const derived = (name: DerivedProperty): DerivedSeries => {
        const [sums, low, high] = ['s', 'l', 'h'].map((part) => numbersOf(result, `${part}_${name}`));
        const counts = numbersOf(result, countedBy(name));
        return {
          avg: place(sums.map((sum, at) => sum / counts[at])),
          min: place(low),
          max: place(high),
          mean: total(sums) / total(counts),
          lowest: least(low),
          highest: -least(high.map((value) => -value)),
        };
      };
      return {
        timesMs: grid.timesMs(),
        bucketMs,
        level,
        derived: ofEach(DERIVED_PROPERTIES, derived),
        rows: ofEach(GAS_PROPERTIES, (name) => total(numbersOf(result, countedBy(name)))),
      };
    },
  };
}

const ofEach = <K extends string, T>(names: readonly K[], make: (name: K) => T) =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<K, T>;

/** The properties of one minute. */
export interface GasMinute {
  /** Start of the minute, ms since epoch. */
  ms: number;
  values: GasValues;
}

/** The last minute of a range that has a reading of methane; null when there is none. */
export function lastGasQuery(source: GasSource, range: TimeRange): Query<GasMinute | null> {
  const ch4 = measured(source.inputs, 'ch4');
  const last = `(SELECT * FROM plant.minute_rollup WHERE ${RANGE_CONDITION} AND ${ch4} IS NOT NULL ORDER BY bucket DESC LIMIT 1)`;
  return {
    sql: `SELECT epoch_ms(bucket) AS t, ${GAS_PROPERTIES.join(', ')} FROM (${gasMinutes(source, last)})`,
    params: rangeParams(range),
    decode(result) {
      if (result.rows === 0) return null;
      const values = Object.fromEntries(
        GAS_PROPERTIES.map((property) => [property, numbersOf(result, property)[0]]),
      );
      return { ms: numbersOf(result, 't')[0], values: values as GasValues };
    },
  };
}

/** A limit in the units of `GasValues`; null where it has no such side. */
export interface PropertyLimit {
  property: GasProperty;
  min: number | null;
  max: number | null;
}

/** Minutes outside of any limit, in time order, with the values of the limited properties. */
export interface MinutesOutside {
  timesMs: Float64Array;
  values: Partial<Record<GasProperty, Float64Array>>;
}

const outside = ({ property, min, max }: PropertyLimit) =>
  [min === null ? '' : `${property} < ${min}`, max === null ? '' : `${property} > ${max}`].filter(
    (condition) => condition !== '',
  );

const ascending = (times: Float64Array) => times.every((ms, at) => at === 0 || times[at - 1] < ms);

/** Minutes whose mean is outside of at least one limit. @param limits at least one with a side */
export function minutesOutsideQuery(
  source: GasSource,
  limits: readonly PropertyLimit[],
  range: TimeRange,
): Query<MinutesOutside> {
  const properties = [...new Set(limits.map(({ property }) => property))];
  const conditions = limits.flatMap(outside);
  const { table, params } = rowsOf('minute', range);
  return {
    sql: `SELECT epoch_ms(bucket) AS t, ${properties.join(', ')} FROM (${gasMinutes(source, table)}) WHERE ${conditions.join(' OR ')}`,
    params,
    decode(result) {
      const times = numbersOf(result, 't');
      // A scan gives rows as they lie, which is in time order; sorting half a million of them would be the slow part.
      const order = ascending(times)
        ? null
        : Uint32Array.from(times.keys()).sort((a, b) => times[a] - times[b]);
      const sorted = (values: Float64Array) =>
        order ? Float64Array.from(order, (at) => values[at]) : values;
      return {
        timesMs: sorted(times),
        values: Object.fromEntries(properties.map((name) => [name, sorted(numbersOf(result, name))])),
      };
    },
  };
}
