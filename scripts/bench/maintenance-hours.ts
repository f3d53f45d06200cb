// A simulated plant's hours as the app reads them: sensors found by the product's own mapping, in SI.
import { findSensors, type SensorHours } from '../../src/lib/maintenance/sensors';
import type { HourPlant } from '../../src/lib/maintenance/train/wear-history';
import { mappedUnit, proposeMapping } from '../../src/lib/plant/mapping';
import { USUAL_CONDITIONS } from '../../src/lib/plant/units-conditions';
import { applyLinear } from '../../src/lib/plant/units-convert';
import { columnAt, COLUMNS } from '../../src/lib/simulator/columns';

const HOUR_MS = 3_600_000;

const named = COLUMNS.map(({ name, kind }) => ({
  header: name as string,
  unit: '',
  kind: kind === 'boolean' ? ('boolean' as const) : ('number' as const),
}));
const mapping = proposeMapping(named);
const tags = named.map(({ header, kind }, at) => ({
  tag: header,
  header,
  kind,
  unit: mappedUnit(mapping[at]),
}));
const tagOf = (canonical: string) => {
  const at = mapping.findIndex((one) => one.canonical === canonical);
  return at < 0 ? null : tags[at].tag;
};

/** Sensors of the simulated plant. */
export const SIMULATED_SENSORS = findSensors(tags, tagOf, { ...USUAL_CONDITIONS, molarMass: null });

/** Hours of a simulated plant in SI. */
export function hoursOf({ startMs, hours, avg, min, max }: HourPlant): SensorHours {
  const columns = (of: readonly Float32Array[]) =>
    Object.fromEntries(
      SIMULATED_SENSORS.found.map(({ name, tag, toSi }) => [
        name,
        Float64Array.from(of[columnAt(tag.tag)], (value) => applyLinear(toSi, value)),
      ]),
    );
  return {
    timesMs: Float64Array.from({ length: hours }, (_, at) => startMs + at * HOUR_MS),
    bucketMs: HOUR_MS,
    mean: columns(avg),
    min: columns(min),
    max: columns(max),
  };
}
