import { mapped, type Mapped } from '$lib/sql/mapped';
import type { Plant } from '$lib/store/plant-types';

/** Canonical tags that the endpoints' statements refer to. */
const CANONICAL = [
  'gas.ch4',
  'gas.co2',
  'gas.flow',
  'energy.today',
  'compressor.motor_current',
  'compressor.discharge_temperature',
  'compressor.running',
  'compressor.fault',
  'blower.fault',
  'plant.running',
];

/** The plant's mapping in force, for statements. */
export function mappedOf(plant: Plant): Mapped {
  const pairs = CANONICAL.flatMap((canonical) => {
    const tag = plant.tagOf(canonical);
    return tag === null ? [] : [[canonical, tag] as const];
  });
  return mapped(
    Object.fromEntries(pairs),
    pairs.map(([, tag]) => tag),
  );
}
