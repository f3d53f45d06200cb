import { columnAt, COLUMN_COUNT } from '$lib/simulator/columns';
import type { Fault } from '$lib/simulator/faults';
import { BLOCK_MS } from '$lib/simulator/block';
import { renderBlock } from '$lib/simulator/render';
import { simulatePlant, type SimulatedPlant } from '$lib/simulator/simulate';

/** Buckets of one column. */
export interface Bucketed {
  avg: Float64Array;
  min: Float64Array;
  max: Float64Array;
}

/** Distance of the readings: a tenth of the work of one-second ones. */
export const SAMPLING_MS = 10_000;

/** A simulated plant rolled up as an import would, from its readings. */
export interface SimulatedHistory {
  plant: SimulatedPlant;
  hourMs: Float64Array;
  minuteMs: Float64Array;
  hours(column: string): Bucketed;
  minutes(column: string): Bucketed;
  /** The readings of a switch. */
  readings(column: string): Uint8Array;
}

const HOUR_READINGS = BLOCK_MS / SAMPLING_MS;
const MINUTE_READINGS = 60_000 / SAMPLING_MS;

function rollUp(values: Float64Array, first: number, size: number): [avg: number, min: number, max: number] {
  let [sum, min, max] = [0, Infinity, -Infinity];
  for (let at = first; at < first + size; at++) {
    sum += values[at];
    if (values[at] < min) min = values[at];
    if (values[at] > max) max = values[at];
  }
  return [sum / size, min, max];
}

const emptyBuckets = (length: number): Bucketed => ({
  avg: new Float64Array(length),
  min: new Float64Array(length),
  max: new Float64Array(length),
});

/** @param columns full names of what is wanted */
export function simulateHistory(
  seed: number,
  days: number,
  startMs: number,
  faults: readonly Fault[],
  columns: readonly string[],
): SimulatedHistory {
  const plant = simulatePlant({ seed, days, startMs, faults });
  const hours = (plant.endMs - startMs) / BLOCK_MS;
  const made = new Map(
    columns.map((name) => [
      name,
      {
        place: columnAt(name),
        hours: emptyBuckets(hours),
        minutes: emptyBuckets(hours * 60),
        readings: new Uint8Array(hours * HOUR_READINGS),
      },
    ]),
  );
  const column = new Float64Array(HOUR_READINGS);
  for (let hour = 0; hour < hours; hour++) {
    const { values } = renderBlock(plant.config, plant.block(startMs + hour * BLOCK_MS), SAMPLING_MS / 1000);
    for (const one of made.values()) {
      for (let s = 0; s < HOUR_READINGS; s++) column[s] = values[s * COLUMN_COUNT + one.place];
      one.readings.set(column, hour * HOUR_READINGS);
      const put = (to: Bucketed, at: number, first: number, size: number) =>
        ([to.avg[at], to.min[at], to.max[at]] = rollUp(column, first, size));
      put(one.hours, hour, 0, HOUR_READINGS);
      for (let minute = 0; minute < 60; minute++)
        put(one.minutes, hour * 60 + minute, minute * MINUTE_READINGS, MINUTE_READINGS);
    }
  }
  const of = (name: string) => {
    const found = made.get(name);
    if (!found) throw new RangeError(`column "${name}" was not asked for`);
    return found;
  };
  return {
    plant,
    hourMs: Float64Array.from({ length: hours }, (_, at) => startMs + at * BLOCK_MS),
    minuteMs: Float64Array.from({ length: hours * 60 }, (_, at) => startMs + at * 60_000),
    hours: (name) => of(name).hours,
    minutes: (name) => of(name).minutes,
    readings: (name) => of(name).readings,
  };
}
