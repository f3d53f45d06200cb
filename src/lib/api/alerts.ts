import { alertsQuery, maintenanceQuery, SEVERITIES } from '$lib/sql/events';
import type { Plant } from '$lib/store/plant-types';
import { ApiError, ok, type ApiResponse } from './http';
import type { Period } from './period';
import { rowsOf } from './query';

/**
 * GET /api/alerts: rows of `anomalies`; nothing fills that table yet, so the list is empty.
 * @throws ApiError 400 for a severity that is none
 */
export async function alerts(plant: Plant, period: Period, severity: string | null): Promise<ApiResponse> {
  const known = SEVERITIES.find((one) => one === severity);
  if (severity !== null && known === undefined)
    throw new ApiError(400, `severity "${severity}" is none of ${SEVERITIES.join(', ')}`);
  const rows = rowsOf(await plant.ask(period, (of) => alertsQuery(of, known ?? null)));
  return ok(rows, { count: rows.length });
}

/**
 * POST /api/alerts/{id}/acknowledge.
 * @throws ApiError 404 when there is no such alert, as long as nothing raises any
 */
export function acknowledge(id: string): never {
  throw new ApiError(404, `there is no alert ${id}: nothing raises alerts yet`);
}

/** GET /api/maintenance/predictions: rows of `maintenance_events`; nothing fills that table yet, so the list is empty. */
export async function predictions(plant: Plant): Promise<ApiResponse> {
  const { firstMs, endMs } = plant.info;
  const rows = rowsOf(await plant.ask({ fromMs: firstMs, toMs: endMs }, maintenanceQuery));
  return ok(rows, { count: rows.length });
}
