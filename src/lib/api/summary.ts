import { rangeTotals } from '$lib/sql/hourly';
import { numbersOf } from '$lib/sql/query';
import { renderStatement } from '$lib/sql/render';
import type { Plant } from '$lib/store/plant-types';
import { finiteOrNull, isoOrNull, ok, type ApiResponse } from './http';
import { mappedOf } from './mapping';
import type { Period } from './period';

const FAULTS = ['compressor.fault', 'blower.fault'];

/** GET /api/system/summary: key figures of a period; null where nothing is mapped or was read. */
export async function summary(plant: Plant, period: Period): Promise<ApiResponse> {
  const running = plant.tagOf('plant.running') ? 'plant.running' : 'compressor.running';
  const wanted = ['gas.ch4', 'gas.co2', 'gas.flow', 'compressor.motor_current', running, ...FAULTS];
  const tags = wanted.flatMap((canonical) => plant.tagOf(canonical) ?? []);
  const found = new Map((await plant.statistics(tags, period)).map((s) => [s.tag, s]));
  const statisticOf = (canonical: string) => found.get(plant.tagOf(canonical) ?? '');
  const mean = (canonical: string) => statisticOf(canonical)?.avg ?? Number.NaN;
  const faults = FAULTS.flatMap((canonical) => statisticOf(canonical) ?? []);
  const totals = await plant.query(renderStatement(rangeTotals(mappedOf(plant), period)));
  const total = (name: string) => numbersOf(totals, name)[0];
  return ok({
    gas_production: {
      avg_ch4_percent: finiteOrNull(mean('gas.ch4')),
      avg_co2_percent: finiteOrNull(mean('gas.co2')),
      avg_flow_rate: finiteOrNull(mean('gas.flow')),
      total_energy: finiteOrNull(total('energy')),
    },
    system_health: {
      health_score: finiteOrNull(total('health')),
      uptime_percentage: finiteOrNull(100 * mean(running)),
      fault_count: faults.length ? faultReadings(faults) : null,
    },
    equipment: { avg_compressor_amps: finiteOrNull(mean('compressor.motor_current')) },
    data_points: total('data_points'),
    time_range: { start: isoOrNull(period.fromMs), end: isoOrNull(period.toMs), hours: period.hours },
  });
}

/** Readings with an active fault; the mean of a boolean is its share of readings. */
const faultReadings = (faults: { avg: number; readings: number }[]): number =>
  faults.reduce((sum, { avg, readings }) => sum + (readings > 0 ? Math.round(avg * readings) : 0), 0);
