import { healthQuery } from '$lib/sql/health';
import { rowsQuery } from '$lib/sql/hourly';
import type { Plant } from '$lib/store/plant-types';
import { countAnomalies } from './anomalies';
import { countCounters, totalOf } from './counts';
import { countFaults } from './fault-count';
import { finiteOrNull, isoOrNull, ok, type ApiResponse } from './http';
import { mappedOf } from './mapping';
import type { Period } from './period';
import { percentOf, readingsOf } from './readings';

const FAULTS = ['compressor.fault', 'blower.fault'];

/** GET /api/system/summary: key figures of a period; null where nothing is mapped or was read. */
export async function summary(plant: Plant, period: Period): Promise<ApiResponse> {
  const running = plant.tagOf('plant.running') ? 'plant.running' : 'compressor.running';
  const wanted = ['gas.ch4', 'gas.co2', 'gas.flow', 'compressor.motor_current', running, ...FAULTS];
  const counters = [plant.tagOf('energy.today')].filter((tag) => tag !== null);
  const m = mappedOf(plant);
  const [found, counted, score, rows, faultCount] = await Promise.all([
    readingsOf(plant, wanted, period),
    countCounters(plant, counters, period),
    plant.ask(period, (known) => healthQuery(m, known)),
    plant.ask(period, rowsQuery),
    countFaults(plant, period),
  ]);
  const faults = FAULTS.filter((fault) => found.has(fault));
  return ok({
    gas_production: {
      avg_ch4_percent: found.avg('gas.ch4'),
      avg_co2_percent: found.avg('gas.co2'),
      avg_flow_rate: found.avg('gas.flow'),
      total_energy: counted.length > 0 ? finiteOrNull(totalOf(counted[0])) : null,
    },
    system_health: {
      health_score: finiteOrNull(score.means.score),
      uptime_percentage: percentOf(found.avg(running)),
      fault_count: faultCount,
      fault_readings: faults.length > 0 ? faults.reduce((sum, fault) => sum + found.count(fault), 0) : null,
    },
    anomaly_count: await countAnomalies(plant, period),
    equipment: { avg_compressor_amps: found.avg('compressor.motor_current') },
    data_points: rows,
    time_range: { start: isoOrNull(period.fromMs), end: isoOrNull(period.toMs), hours: period.hours },
  });
}
