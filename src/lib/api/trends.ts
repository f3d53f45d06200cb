import { hourlyAggregates } from '$lib/sql/hourly';
import { numbersOf } from '$lib/sql/query';
import { renderStatement } from '$lib/sql/render';
import type { Plant } from '$lib/store/plant-types';
import { finiteOrNull, isoOrNull, ok, type ApiResponse } from './http';
import { mappedOf } from './mapping';
import type { Period } from './period';

/** Field of the answer -> column of hourly_aggregates. */
const FIELDS = {
  ch4_percent: 'avg_ch4',
  co2_percent: 'avg_co2',
  flow_rate: 'avg_flow',
  energy: 'total_energy',
  health_score: 'avg_health_score',
  uptime_pct: 'uptime_percentage',
  comp_amps: 'avg_comp_amps',
} as const;

/** GET /api/system/trends: a row for each hour that starts in the period and holds readings. */
export async function trends(plant: Plant, period: Period): Promise<ApiResponse> {
  const result = await plant.query(renderStatement(hourlyAggregates(mappedOf(plant), [], period)));
  const fields = Object.entries(FIELDS).map(([field, column]) => [field, numbersOf(result, column)] as const);
  const hourly = Array.from(numbersOf(result, 'timestamp'), (ms, at) => ({
    timestamp: isoOrNull(ms),
    ...Object.fromEntries(fields.map(([field, values]) => [field, finiteOrNull(values[at])])),
  }));
  return ok({ hourly });
}
