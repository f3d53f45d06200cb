import { hoursQuery } from '$lib/sql/hourly';
import type { Plant } from '$lib/store/plant-types';
import { isoOrNull, ok, type ApiResponse } from './http';

/** GET /api/health: what is open. `sensor_readings` counts rows of the exports, not of the view at minute resolution. */
export async function health(plant: Plant, nowMs: number): Promise<ApiResponse> {
  const { firstMs, endMs, rows } = plant.info;
  return ok({
    status: 'healthy',
    database: 'connected',
    sensor_readings: rows,
    hourly_aggregates: await plant.ask({ fromMs: firstMs, toMs: endMs }, hoursQuery),
    date_range: { start: isoOrNull(firstMs), end: isoOrNull(endMs) },
    timestamp: isoOrNull(nowMs),
  });
}
