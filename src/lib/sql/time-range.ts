import type { TimeRange } from '$lib/ingest/types';

/** Condition on `bucket`: from inclusive, to exclusive; parameters by `rangeParams`. */
export const RANGE_CONDITION =
  'bucket >= epoch_ms(CAST(? AS BIGINT)) AND bucket < epoch_ms(CAST(? AS BIGINT))';

/** Parameters of `RANGE_CONDITION`, in whole ms. */
export const rangeParams = ({ fromMs, toMs }: TimeRange): number[] => [Math.floor(fromMs), Math.ceil(toMs)];

/** The roll-up tables and how long a row of each lasts, in ms. */
export const rollups = {
  minute: { table: 'plant.minute_rollup', rowMs: 60_000 },
  hour: { table: 'plant.hour_rollup', rowMs: 3_600_000 },
} as const;

/** The coarsest roll-up whose rows add up to buckets of this width. @throws RangeError unless whole minutes */
export function rollupFor(bucketMs: number) {
  if (bucketMs > 0 && bucketMs % rollups.hour.rowMs === 0) return rollups.hour;
  if (bucketMs > 0 && bucketMs % rollups.minute.rowMs === 0) return rollups.minute;
  throw new RangeError(`bucket of ${bucketMs} ms is not whole minutes`);
}

/**
 * The minute roll-up cut to some hours of a range, to stand behind FROM; parameters by `rangeParams`. Joined rather than
 * looked for in a list, which takes a third longer over a year.
 * @param hours starts of the hours, ms since epoch, at least one
 */
export function minutesInHours(hours: readonly number[]): string {
  const { minute, hour } = rollups;
  const list = hours.map((ms) => Math.round(ms / hour.rowMs)).join(', ');
  return `${minute.table} SEMI JOIN (SELECT unnest(CAST([${list}] AS BIGINT[])) AS hour) ON epoch_us(bucket) // ${1000 * hour.rowMs} = hour WHERE ${RANGE_CONDITION}`;
}
