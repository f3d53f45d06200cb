import type { TimeRange } from '$lib/ingest/types';
import {
  DERIVED_PROPERTIES,
  GAS_PROPERTIES,
  isDerived,
  type DerivedProperty,
  type GasProperty,
} from '$lib/plant/gas-quality';
import { COMPONENTS } from '$lib/plant/iso6976';
import { gridOver, scatter } from '$lib/series/grid';
import { gasMinutes, gasRows, type GasLevel, type GasSource } from './gas-quality';
import { numbersOf, type Query } from './query';
import { rollups } from './time-range';

/** Longest period whose properties are computed minute by minute: half a million minutes would take too long. */
const LONGEST_BY_MINUTES_MS = 120 * 86_400_000;

/** Of which means properties over a period are computed. */
export const gasLevel = ({ fromMs, toMs }: TimeRange, bucketMs: number): GasLevel =>
  toMs - fromMs > LONGEST_BY_MINUTES_MS && bucketMs % rollups.hour.rowMs === 0 ? 'hour' : 'minute';

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

const ofEach = <K extends string, T>(names: readonly K[], make: (name: K) => T) =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<K, T>;

/** Minutes of a range that have a value of each property. */
export function gasMinutesQuery(source: GasSource, range: TimeRange): Query<Record<GasProperty, number>> {
  const { table, params } = gasRows('minute', range);
  return {
    sql: `SELECT ${COUNTED.map(countOf).join(', ')} FROM (${gasMinutes(source, table)})`,
    params,
    decode: (result) => ofEach(GAS_PROPERTIES, (name) => numbersOf(result, countedBy(name))[0]),
  };
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
  const { table, params } = gasRows(level, range);
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
