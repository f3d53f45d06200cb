import { partMetaQuery, type PartMeta } from '$lib/sql/analysis-tables';
import { anomaliesQuery, countAnomaliesQuery, MOST_ANOMALIES } from '$lib/sql/anomalies';
import { SEVERITIES } from '$lib/sql/events';
import type { Plant } from '$lib/store/plant-types';
import { ApiError, isoOrNull, ok, type ApiResponse } from './http';
import type { Period } from './period';
import { rowsOf } from './query';

const NEVER = 'nothing was looked for in this plant yet: run a search on the Anomalies page';

/** What is said of the search behind the rows; null when there was none that is known by now. */
const searchOf = async (plant: Plant, period: Period): Promise<PartMeta | null> =>
  (await plant.ask(period, partMetaQuery)).anomalies ?? null;

/**
 * GET /api/anomalies: events of the last search that touch a period, the newest first, in the columns of the table;
 * `search` says by what they were found, null with a `note` when there was no search.
 * @throws ApiError 400 for a severity that is none
 */
export async function anomalies(plant: Plant, period: Period, severity: string | null): Promise<ApiResponse> {
  const known = SEVERITIES.find((one) => one === severity) ?? null;
  if (severity !== null && known === null)
    throw new ApiError(400, `severity "${severity}" is none of ${SEVERITIES.join(', ')}`);
  const [search, found] = await Promise.all([
    searchOf(plant, period),
    plant.ask(period, (of) => anomaliesQuery(of, known)),
  ]);
  const rows = rowsOf(found).slice(0, MOST_ANOMALIES);
  return ok(rows, {
    count: rows.length,
    truncated: found.rows > MOST_ANOMALIES,
    time_range: { start: isoOrNull(period.fromMs), end: isoOrNull(period.toMs), hours: period.hours },
    search: search && {
      ...search.parameters,
      version: search.version,
      judged_at: isoOrNull(search.writtenMs),
    },
    ...(search ? {} : { note: NEVER }),
  });
}

/** Anomalies that touch a period; null when none were looked for. */
export async function countAnomalies(plant: Plant, period: Period): Promise<number | null> {
  return (await searchOf(plant, period)) === null ? null : plant.ask(period, countAnomaliesQuery);
}
