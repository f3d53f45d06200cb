/** How well the sensors that maintenance goes by are read: missing and stuck readings of the last day. */

import type { Sensor, SensorHours } from './sensors';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
/** Hours in which a live reading does not keep one value while its machine runs. */
const STUCK_HOURS = 6;

/** How a sensor is read. */
export interface SensorReading {
  name: string;
  header: string;
  /** Share of the last day's hours without a reading, 0 to 1. */
  missing: number;
  /** Hours at the end in which the reading never changed while the machine ran. */
  stuckHours: number;
  /** 0 to 100: what is left of the day's hours after those missing and stuck. */
  health: number;
}

/** Sensors that stand still in healthy operation too: bits, commands, and an H2S reading at zero. */
const MAY_STAND = ['running', 'fault', 'speed', 'h2s', 'blower:running', 'blower:fault'];

function stuckAtEnd(
  { mean, min, max }: SensorHours,
  name: string,
  steady: Uint8Array,
  from: number,
  end: number,
): number {
  const [low, high, middle] = [min[name], max[name], mean[name]];
  if (!low || !high || !middle || MAY_STAND.includes(name)) return 0;
  let hours = 0;
  for (let at = end - 1; at >= from; at--) {
    if (steady[at] === 0 || Number.isNaN(middle[at])) continue;
    if (low[at] !== high[at] || (hours > 0 && high[at] !== high[at + 1] && at + 1 < end)) break;
    hours += 1;
  }
  return hours >= STUCK_HOURS ? hours : 0;
}

/**
 * Readings of the last day before an instant.
 * @param steady hours in which the compressor ran; a value that stands while it stands says nothing
 */
export function sensorReadings(
  hours: SensorHours,
  sensors: readonly Sensor[],
  steady: Uint8Array,
  nowMs: number,
): SensorReading[] {
  const found = hours.timesMs.findIndex((ms) => ms >= nowMs);
  const end = found < 0 ? hours.timesMs.length : found;
  const buckets = Math.max(1, Math.round((DAY_HOURS * HOUR_MS) / hours.bucketMs));
  const from = Math.max(0, end - buckets);
  return sensors.map(({ name, tag }) => {
    const mean = hours.mean[name];
    let missing = 0;
    for (let at = from; at < end; at++) if (!mean || Number.isNaN(mean[at])) missing += 1;
    const stuck = stuckAtEnd(hours, name, steady, from, end);
    const whole = Math.max(1, end - from);
    const health = Math.max(0, Math.round(100 * (1 - (missing + stuck) / whole)));
    return { name, header: tag.header, missing: missing / whole, stuckHours: stuck, health };
  });
}
