import type { Known } from '$lib/store/plant-types';
import { quoteIdentifier } from './identifiers';
import { numbersOf, type Query } from './query';
import { rollupColumn, type Measure } from './schema';
import type { BucketSeries } from './series';
import { minutesInHours, rangeParams, rollups } from './time-range';

const HOUR_MS = rollups.hour.rowMs;
const MINUTE_MS = rollups.minute.rowMs;
const MINUTES = HOUR_MS / MINUTE_MS;
const name = (tag: string, measure: Measure) => quoteIdentifier(rollupColumn(tag, measure));

/**
 * All minutes of some hours, in one statement however far apart the hours are: as `seriesQuery` has them, but on a grid
 * of these hours only.
 * @param hours starts of the hours, ms since epoch, ascending, at least one; minutes outside of the range count as empty
 */
export function minutesOfHoursQuery(
  tags: readonly string[],
  { range }: Known,
  hours: readonly number[],
): Query<BucketSeries> {
  const columns = tags.map(
    (tag, at) =>
      `${name(tag, 'avg')} AS avg${at}, ${name(tag, 'min')} AS min${at}, ${name(tag, 'max')} AS max${at}`,
  );
  const wanted = hours.map((ms) => Math.round(ms / HOUR_MS));
  return {
    sql: `SELECT ${['epoch_ms(bucket) AS t', 'n', ...columns].join(', ')} FROM ${minutesInHours(hours)}`,
    params: rangeParams({
      fromMs: Math.max(range.fromMs, hours[0]),
      toMs: Math.min(range.toMs, hours[hours.length - 1] + HOUR_MS),
    }),
    decode(result) {
      const firstOf = new Map(wanted.map((hour, at) => [hour, at * MINUTES]));
      const places = numbersOf(result, 't').map(
        (ms) => (firstOf.get(Math.floor(ms / HOUR_MS)) ?? Number.NaN) + (ms % HOUR_MS) / MINUTE_MS,
      );
      const place = (column: string, empty: number) => {
        const placed = new Float64Array(hours.length * MINUTES).fill(empty);
        numbersOf(result, column).forEach((value, row) => (placed[places[row]] = value));
        return placed;
      };
      return {
        timesMs: Float64Array.from(
          { length: hours.length * MINUTES },
          (_, at) => hours[Math.floor(at / MINUTES)] + (at % MINUTES) * MINUTE_MS,
        ),
        rows: place('n', 0),
        series: tags.map((tag, at) => ({
          tag,
          avg: place(`avg${at}`, Number.NaN),
          min: place(`min${at}`, Number.NaN),
          max: place(`max${at}`, Number.NaN),
        })),
      };
    },
  };
}
