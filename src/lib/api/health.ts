import { numbersOf } from '$lib/sql/query';
import type { Plant } from '$lib/store/plant-types';
import { isoOrNull, ok, type ApiResponse } from './http';

/** GET /api/health: what is open. `sensor_readings` counts rows of the exports, not of the view at minute resolution. */
export async function health(plant: Plant, nowMs: number): Promise<ApiResponse> {
  const hours = await plant.query('SELECT count(*) AS hours FROM hour_rollup');
  return ok({
    status: 'healthy',
    database: 'connected',
    sensor_readings: plant.info.rows,
    hourly_aggregates: numbersOf(hours, 'hours')[0],
    date_range: { start: isoOrNull(plant.info.firstMs), end: isoOrNull(plant.info.endMs) },
    timestamp: isoOrNull(nowMs),
  });
}
