import { medianOf } from '$lib/plant/machines-fit';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';
import { learnCompressor, readCompressor } from '$lib/state/compressor-report';
import { machineSource } from '$lib/state/machines-read';
import type { MachineSettings } from '$lib/store/machine-settings';
import type { Plant } from '$lib/store/plant-types';
import { finiteOrNull } from './http';
import type { Period } from './period';

/**
 * Isentropic efficiency of a period in percent, as on the Compressor page: the median of the buckets in which the
 * machine ran steadily. Null where a reading that it needs is not mapped.
 */
export async function compressorEfficiency(
  plant: Plant,
  period: Period,
  settings: MachineSettings,
): Promise<number | null> {
  const source = machineSource(plant, 'compressor', USUAL_CONDITIONS, settings.powerTag);
  const has = (name: string) => source.columns.some((column) => column.name === name);
  const needed = ['suction', 'discharge', 'suctionTemperature', 'flow'];
  if (!needed.every(has) || !(has('power') || has('current'))) return null;
  const { signal } = new AbortController();
  const history = await learnCompressor(plant, source, settings, signal);
  const { work } = await readCompressor(plant, source, history, settings.motor, period, signal);
  return finiteOrNull(medianOf(work.efficiency));
}
