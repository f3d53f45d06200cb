import type { TimeRange } from '$lib/ingest/types';
import type { GasProperty } from '$lib/plant/gas-quality';
import { gasMinutes, gasRows, type GasSource } from './gas-quality';
import { numbersOf, type Query } from './query';

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
  const { table, params } = gasRows('minute', range);
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
