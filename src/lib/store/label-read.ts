import type { TimeRange } from '$lib/ingest/types';
import { minuteColumnsQuery } from '$lib/sql/quality';
import type { Plant } from './plant-types';

/** Minutes since epoch of a range in which a digital tag was on, ascending. */
export async function readOn(
  plant: Pick<Plant, 'ask'>,
  tag: string,
  range: TimeRange,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const wanted = [{ tag, measure: 'max' as const }];
  const { minutes, columns } = await plant.ask(
    range,
    (known) => minuteColumnsQuery(wanted, known.range),
    signal,
  );
  return minutes.filter((_, row) => columns[0][row] > 0).sort();
}
