import { findSensors, type SensorHours, type Sensors } from '$lib/maintenance/sensors';
import type { UnitConditions } from '$lib/plant/units-conditions';
import { applyLinear } from '$lib/plant/units-convert';
import type { Plant } from '$lib/store/plant-types';

const HOUR_MS = 3_600_000;
/** Sensors that are read at once, so that reading can be cancelled in between. */
const AT_ONCE = 8;

/** Sensors of a plant by the mapping in force and by their names. */
export const plantSensors = (
  { info, tagOf }: Pick<Plant, 'info' | 'tagOf'>,
  conditions: UnitConditions,
): Sensors => findSensors(info.tags, tagOf, { ...conditions, molarMass: null });

/**
 * All hours of the sensors that are over, in SI; in a replay those before its clock.
 * @param onprogress share of the sensors that was read, 0 to 1
 * @throws AbortError when cancelled; what a query throws
 */
export async function readSensorHours(
  plant: Plant,
  { found }: Sensors,
  signal: AbortSignal,
  onprogress: (share: number) => void,
): Promise<SensorHours> {
  const fromMs = Math.floor(plant.info.firstMs / HOUR_MS) * HOUR_MS;
  const toMs = Math.max(fromMs + HOUR_MS, plant.info.endMs);
  // As many pixels as there are hours is answered in hours.
  const range = { fromMs, toMs, widthPx: Math.max(1, Math.floor((toMs - fromMs) / HOUR_MS)) };
  const hours: SensorHours = {
    timesMs: new Float64Array(),
    bucketMs: HOUR_MS,
    mean: {},
    min: {},
    max: {},
  };
  for (let at = 0; at < found.length; at += AT_ONCE) {
    const part = found.slice(at, at + AT_ONCE);
    const tags = [...new Set(part.map(({ tag }) => tag.tag))];
    const data = await plant.series({ ...range, tags }, signal);
    hours.timesMs = data.timesMs;
    hours.bucketMs = data.bucketSeconds * 1000;
    for (const { name, tag, toSi } of part) {
      const series = data.series.find((one) => one.tag === tag.tag);
      hours.mean[name] = series?.avg.map((value) => applyLinear(toSi, value));
      hours.min[name] = series?.min.map((value) => applyLinear(toSi, value));
      hours.max[name] = series?.max.map((value) => applyLinear(toSi, value));
    }
    onprogress(Math.min(1, (at + AT_ONCE) / found.length));
  }
  return hours;
}
