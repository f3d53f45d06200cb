import { partMetaQuery } from '$lib/sql/analysis-tables';
import { maintenanceQuery } from '$lib/sql/events';
import type { Plant } from '$lib/store/plant-types';
import { isoOrNull, ok, type ApiResponse } from './http';
import { rowsOf } from './query';

/**
 * GET /api/maintenance/predictions: failures foretold and work planned, by priority, then by the failure foretold; at most
 * 20. `judged_at` is when the plant was judged; null when it never was, and then the list says nothing.
 */
export async function predictions(plant: Plant): Promise<ApiResponse> {
  const { firstMs, endMs } = plant.info;
  const whole = { fromMs: firstMs, toMs: endMs };
  const [found, made] = await Promise.all([
    plant.ask(whole, maintenanceQuery),
    plant.ask(whole, () => partMetaQuery()),
  ]);
  const rows = rowsOf(found);
  const judgedMs = made.maintenance_events?.writtenMs ?? NaN;
  return ok(rows, { count: rows.length, judged_at: isoOrNull(judgedMs) });
}
