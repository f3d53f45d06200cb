import type { MachineSettings } from '$lib/store/machine-settings';
import type { Plant } from '$lib/store/plant-types';
import { compressorEfficiency } from './compressor-efficiency';
import { ok, type ApiResponse } from './http';
import type { Period } from './period';
import { inUnit, percentOf, readingsOf, type Readings } from './readings';

/** From here on the oil filter is to be changed; the old platform's rule. */
const FILTER_LIMIT_PSI = 10;
const COMPRESSOR = [
  'motor_current',
  'discharge_pressure',
  'discharge_temperature',
  'oil_temperature',
  'oil_filter_dp',
  'running',
].map((name) => `compressor.${name}`);
const BLOWER = ['speed', 'discharge_pressure', 'suction_pressure', 'suction_temperature', 'running'].map(
  (name) => `blower.${name}`,
);

/** What the run bit said last; null where it is not mapped or was not read. */
function statusOf(found: Readings, canonical: string): 'running' | 'stopped' | null {
  const last = found.last(canonical);
  if (last === null) return null;
  return last >= 0.5 ? 'running' : 'stopped';
}

const psi = (found: Readings, canonical: string): number | null =>
  inUnit(found.avg(canonical), 'pressure', found.unit(canonical), 'psi');

/** GET /api/equipment/compressor. @param settings what a person said of the machines */
export async function compressor(
  plant: Plant,
  period: Period,
  settings: MachineSettings,
): Promise<ApiResponse> {
  const [found, efficiency] = await Promise.all([
    readingsOf(plant, COMPRESSOR, period),
    compressorEfficiency(plant, period, settings),
  ]);
  const filter = inUnit(
    found.avg('compressor.oil_filter_dp'),
    'differential pressure',
    found.unit('compressor.oil_filter_dp'),
    'psi',
  );
  return ok({
    motor: {
      avg_current: found.avg('compressor.motor_current'),
      max_current: found.max('compressor.motor_current'),
      unit: found.unit('compressor.motor_current'),
      status: statusOf(found, 'compressor.running'),
    },
    pressure: { avg_discharge_psi: psi(found, 'compressor.discharge_pressure') },
    temperature: {
      avg_discharge: found.avg('compressor.discharge_temperature'),
      max_discharge: found.max('compressor.discharge_temperature'),
      avg_oil: found.avg('compressor.oil_temperature'),
      unit: found.unit('compressor.discharge_temperature'),
    },
    maintenance: {
      filter_diff_pressure_psi: filter,
      filter_status: filter === null ? null : filter < FILTER_LIMIT_PSI ? 'good' : 'replace',
    },
    efficiency,
    uptime_percentage: percentOf(found.avg('compressor.running')),
  });
}

/** GET /api/equipment/blower. */
export async function blower(plant: Plant, period: Period): Promise<ApiResponse> {
  const found = await readingsOf(plant, BLOWER, period);
  const suction = 'blower.suction_temperature';
  return ok({
    vfd_speed_hz: found.unit('blower.speed') === 'Hz' ? found.avg('blower.speed') : null,
    discharge_pressure_psi: psi(found, 'blower.discharge_pressure'),
    suction_pressure_psi: psi(found, 'blower.suction_pressure'),
    suction_temp_f: inUnit(found.avg(suction), 'temperature', found.unit(suction), 'degF'),
    uptime_percentage: percentOf(found.avg('blower.running')),
    status: statusOf(found, 'blower.running'),
  });
}
