import type { TimeRange } from '$lib/ingest/types';
import { countRises } from '$lib/plant/counters';
import { hoursToRefine, withMinutes } from '$lib/plant/counters-refine';
import type { CounterCount, CounterSamples } from '$lib/plant/counters-types';
import { counterHoursQuery, counterMinutesQuery } from '$lib/sql/energy';
import type { Plant } from '$lib/store/plant-types';

/** Minutes of more hours than this are not fetched: a tag that falls so often is no counter. */
const MOST_HOURS = 2000;

/** A counter over a range. */
export interface Counted extends CounterCount {
  tag: string;
  samples: CounterSamples;
  /** Readings were found. */
  read: boolean;
}

/**
 * What counters counted in a range: by hours, and by minutes where one of them did more than rise or where a bucket
 * begins within an hour. The pages and the API take their energies and volumes from here.
 * @param edges edges of the buckets that will be summed, ms since epoch
 */
export async function countCounters(
  plant: Pick<Plant, 'ask'>,
  tags: readonly string[],
  range: TimeRange,
  edges: readonly number[] = [],
  signal?: AbortSignal,
): Promise<Counted[]> {
  if (tags.length === 0) return [];
  const hours = await plant.ask(range, (known) => counterHoursQuery(tags, known), signal);
  const fine = [...new Set(hours.flatMap((samples) => hoursToRefine(samples, edges)))];
  const refined = fine.length > 0 && fine.length <= MOST_HOURS;
  const minutes = refined
    ? await plant.ask(range, (known) => counterMinutesQuery(tags, known, fine), signal)
    : null;
  return tags.map((tag, at) => {
    const samples = minutes ? withMinutes(hours[at], minutes[at], fine) : hours[at];
    return { tag, samples, read: samples.max.some((value) => !Number.isNaN(value)), ...countRises(samples) };
  });
}

/** What a counter counted in all; NaN when nothing was read. */
export const totalOf = ({ rise, read }: Counted): number =>
  read ? rise.reduce((sum, value) => sum + value, 0) : Number.NaN;
