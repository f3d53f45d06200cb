// Simulated plants of many seeds, rolled up by minute of the plant's own clock, canonical tags only; kept in a folder.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CANONICAL_TAGS } from '../../src/lib/plant/tags';
import { COLUMN_COUNT, columnAt } from '../../src/lib/simulator/columns';
import type { Fault } from '../../src/lib/simulator/faults';
import { renderBlock } from '../../src/lib/simulator/render';
import { simulatePlant } from '../../src/lib/simulator/simulate';
import { planFaults } from './fault-plan';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2024, 0, 1);
/** One reading each so many seconds: a minute is the mean of six. */
const EVERY_SECONDS = 10;
const CACHE_VERSION = 1;

/** Seeds by what they are for; the detectors' judgement has others, the demo plant another. */
export const SEEDS = {
  train: Array.from({ length: 10 }, (_, i) => 51_001 + i),
  validation: Array.from({ length: 2 }, (_, i) => 52_001 + i),
  test: Array.from({ length: 6 }, (_, i) => 53_001 + i),
};
export type SetName = keyof typeof SEEDS;

/** Counters say nothing by their level. */
const COUNTERS = ['gas.accumulated_volume', 'energy.today'];
const TAGS = CANONICAL_TAGS.filter(({ id }) => !COUNTERS.includes(id));
/** Canonical tags that models see, in input order. */
export const MINUTE_FEATURES: readonly string[] = TAGS.map(({ id }) => id);

export interface Plant {
  seed: number;
  /** Start of the first minute, ms since epoch, UTC. */
  startMs: number;
  minutes: number;
  /** A column a feature: mean of the minute (states as share of it), NaN where there is no reading. */
  columns: Float32Array[];
  faults: Fault[];
}

/** Plants of a set, simulated or from the folder. */
export function plantsOf(set: SetName, folder: string, count = SEEDS[set].length): Plant[] {
  mkdirSync(folder, { recursive: true });
  return SEEDS[set].slice(0, count).map((seed, place) => plantOf(seed, place, folder));
}

function plantOf(seed: number, place: number, folder: string): Plant {
  const path = join(folder, `v${CACHE_VERSION}-${seed}.f32`);
  const faults = planFaults(seed, place, START_MS);
  if (!existsSync(path)) {
    process.stderr.write(`simulating plant ${seed}\n`);
    const flat = simulate(seed, faults);
    writeFileSync(`${path}.part`, flat);
    renameSync(`${path}.part`, path);
  }
  const bytes = readFileSync(path);
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const minutes = all.length / TAGS.length;
  const columns = TAGS.map((_, i) => all.subarray(i * minutes, (i + 1) * minutes));
  return { seed, startMs: START_MS, minutes, columns, faults };
}

/** @returns feature after feature, [features * minutes] */
function simulate(seed: number, faults: readonly Fault[]): Float32Array {
  const days = Math.ceil((Math.max(...faults.map(({ toMs }) => toMs)) - START_MS) / DAY_MS) + 1;
  const minutes = days * 1440;
  const places = TAGS.map(({ referenceColumn }) => columnAt(referenceColumn));
  const sums = new Float32Array(TAGS.length * minutes);
  const counts = new Uint16Array(TAGS.length * minutes);
  const plant = simulatePlant({ seed, days, startMs: START_MS, faults });
  for (let hour = plant.startMs; hour < plant.endMs; hour += HOUR_MS) {
    const { timesMs, values } = renderBlock(plant.config, plant.block(hour), EVERY_SECONDS);
    for (let row = 0; row < timesMs.length; row++) {
      const minute = Math.floor((timesMs[row] - START_MS) / MINUTE_MS);
      if (minute < 0 || minute >= minutes) continue;
      places.forEach((place, i) => {
        const value = values[row * COLUMN_COUNT + place];
        if (Number.isNaN(value)) return;
        sums[i * minutes + minute] += value;
        counts[i * minutes + minute] += 1;
      });
    }
  }
  return sums.map((sum, at) => (counts[at] > 0 ? sum / counts[at] : NaN));
}
