import type { CounterSamples } from '$lib/plant/counters-types';
import type { Known } from '$lib/store/plant-types';
import { quoteIdentifier } from './identifiers';
import { numbersOf, type Query } from './query';
import { rollupColumn, type Measure } from './schema';
import { rangeParts } from './statistics';
import { minutesInHours, RANGE_CONDITION, rangeParams, rollups } from './time-range';

const HOUR_MS = rollups.hour.rowMs;
const name = (tag: string, measure: Measure) => quoteIdentifier(rollupColumn(tag, measure));
const lengthOf = (table: string) => (table === rollups.hour.table ? HOUR_MS : rollups.minute.rowMs);

const ends = (tags: readonly string[]): string =>
  tags.map((tag, at) => `${name(tag, 'min')} AS min${at}, ${name(tag, 'max')} AS max${at}`).join(', ');

const decodeSamples = (tags: readonly string[]): Query<CounterSamples[]>['decode'] => {
  return (result) => {
    const fromMs = numbersOf(result, 't');
    const width = numbersOf(result, 'w');
    const toMs = fromMs.map((ms, at) => ms + width[at]);
    return tags.map((_, at) => ({
      fromMs,
      toMs,
      min: numbersOf(result, `min${at}`),
      max: numbersOf(result, `max${at}`),
    }));
  };
};

/** What counters, at least one, showed in a range: whole hours, and the minutes around them. In order of the tags. */
export function counterHoursQuery(tags: readonly string[], { range }: Known): Query<CounterSamples[]> {
  const parts = rangeParts(range);
  const rows = parts.map(
    ({ table }) =>
      `SELECT epoch_ms(bucket) AS t, ${lengthOf(table)} AS w, ${ends(tags)} FROM ${table} WHERE ${RANGE_CONDITION}`,
  );
  return {
    sql: `${rows.join(' UNION ALL ')} ORDER BY t`,
    params: parts.flatMap((part) => rangeParams(part.range)),
    decode: decodeSamples(tags),
  };
}

/** The same by minutes, of some hours of a range. @param hours starts of the hours, ms since epoch, at least one */
export function counterMinutesQuery(
  tags: readonly string[],
  { range }: Known,
  hours: readonly number[],
): Query<CounterSamples[]> {
  return {
    sql: `SELECT epoch_ms(bucket) AS t, ${rollups.minute.rowMs} AS w, ${ends(tags)} FROM ${minutesInHours(hours)} ORDER BY t`,
    params: rangeParams(range),
    decode: decodeSamples(tags),
  };
}

/** Gas that a flow meter and an analyser saw, per bucket; sums over minutes, in the units of the tags. */
export interface FlowBuckets {
  /** Start of each bucket that holds rows, ms since epoch, ascending. */
  timesMs: Float64Array;
  /** Minutes with a flow reading, and the sum of their mean flows. */
  flowMinutes: Float64Array;
  flow: Float64Array;
  /** Minutes with flow and methane, and the sum of flow times methane in percent. */
  methaneMinutes: Float64Array;
  flowMethane: Float64Array;
}

const COLUMNS = ['flowMinutes', 'flow', 'methaneMinutes', 'flowMethane'] as const;

/**
 * Gas of a stream per bucket of a range.
 * @param stream tags of flow and methane; without methane its columns are 0
 * @param bucketMs whole minutes, aligned to the epoch
 */
export function flowQuery(
  stream: { flow: string; methane: string | null },
  { range }: Known,
  bucketMs: number,
): Query<FlowBuckets> {
  const flow = name(stream.flow, 'avg');
  const methane = stream.methane === null ? 'CAST(NULL AS DOUBLE)' : name(stream.methane, 'avg');
  return {
    sql: `SELECT epoch_ms(bucket) // ${bucketMs} * ${bucketMs} AS t, CAST(count(${flow}) AS DOUBLE) AS "flowMinutes", coalesce(sum(${flow}), 0) AS flow, CAST(count(${flow} * ${methane}) AS DOUBLE) AS "methaneMinutes", coalesce(sum(${flow} * ${methane}), 0) AS "flowMethane" FROM ${rollups.minute.table} WHERE ${RANGE_CONDITION} GROUP BY t ORDER BY t`,
    params: rangeParams(range),
    decode: (result) => ({
      timesMs: numbersOf(result, 't'),
      ...(Object.fromEntries(COLUMNS.map((column) => [column, numbersOf(result, column)])) as Record<
        (typeof COLUMNS)[number],
        Float64Array
      >),
    }),
  };
}

/** Sum of the mean readings of power tags over their minutes, per bucket, in the units of the tags; and of how many. */
export function powerQuery(
  tags: readonly string[],
  { range }: Known,
  bucketMs: number,
): Query<{ timesMs: Float64Array; sums: Float64Array[] }> {
  const sums = tags.map((tag, at) => `coalesce(sum(${name(tag, 'avg')}), 0) AS sum${at}`);
  return {
    sql: `SELECT epoch_ms(bucket) // ${bucketMs} * ${bucketMs} AS t, ${sums.join(', ')} FROM ${rollups.minute.table} WHERE ${RANGE_CONDITION} GROUP BY t ORDER BY t`,
    params: rangeParams(range),
    decode: (result) => ({
      timesMs: numbersOf(result, 't'),
      sums: tags.map((_, at) => numbersOf(result, `sum${at}`)),
    }),
  };
}
