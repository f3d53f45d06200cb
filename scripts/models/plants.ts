// Simulated plants of many seeds, rolled up by minute of the plant's own clock, canonical tags only; kept in a folder.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { featureColumn, ROWS, withinStep, type Readings } from '../../src/lib/models/features';
import { CANONICAL_TAGS } from '../../src/lib/plant/tags';
import { COLUMN_COUNT, columnAt } from '../../src/lib/simulator/columns';
import type { Fault } from '../../src/lib/simulator/faults';
import { renderBlock } from '../../src/lib/simulator/render';
import { simulatePlant } from '../../src/lib/simulator/simulate';
import { densePlan, planFaults } from './fault-plan';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2024, 0, 1);
/** One reading each so many seconds: a minute is the mean of six. */
const EVERY_SECONDS = 10;
const CACHE_VERSION = 2;

/** Seeds by what they are for; the detectors' judgement has others, the demo plant another. */
export const SEEDS = {
  train: Array.from({ length: 40 }, (_, i) => 51_001 + i),
  validation: Array.from({ length: 6 }, (_, i) => 52_001 + i),
  test: Array.from({ length: 6 }, (_, i) => 53_001 + i),
};
export type SetName = keyof typeof SEEDS;

/** Counters say nothing by their level. */
const COUNTERS = ['gas.accumulated_volume', 'energy.today'];
const TAGS = CANONICAL_TAGS.filter(({ id }) => !COUNTERS.includes(id));
/** Canonical tags that models see, in input order. */
export const MINUTE_FEATURES: readonly string[] = TAGS.map(({ id }) => id);
const ANALOG = TAGS.filter(({ quantity }) => quantity !== 'state').map(({ id }) => id);
/** Those of the fault classifier: it sees the readings within a minute too. */
export const CLASS_FEATURES: readonly string[] = [
  ...MINUTE_FEATURES,
  ...(['range', 'missing'] as const).flatMap((kind) => ANALOG.map((id) => withinStep(kind, id))),
  ROWS,
];

export interface Plant {
  seed: number;
  /** Start of the first minute, ms since epoch, UTC. */
  startMs: number;
  minutes: number;
  /** A column a feature of CLASS_FEATURES (the mean of a state is its share of the minute), NaN where there is no reading. */
  columns: Float32Array[];
  faults: Fault[];
}

/** Plants of a set one after the other, simulated or from the folder. */
export function* plantsOf(set: SetName, folder: string, count = SEEDS[set].length): Generator<Plant> {
  mkdirSync(folder, { recursive: true });
  for (const [place, seed] of SEEDS[set].slice(0, count).entries()) yield plantOf(set, seed, place, folder);
}

function plantOf(set: SetName, seed: number, place: number, folder: string): Plant {
  const path = join(folder, `v${CACHE_VERSION}-${seed}.f32`);
  const faults = (set === 'train' ? densePlan : planFaults)(seed, place, START_MS);
  if (!existsSync(path)) {
    process.stderr.write(`simulating plant ${seed}\n`);
    const columns = simulate(seed, faults);
    writeFileSync(`${path}.part`, Buffer.concat(columns.map(({ buffer }) => Buffer.from(buffer))));
    renameSync(`${path}.part`, path);
  }
  const bytes = readFileSync(path);
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const minutes = all.length / CLASS_FEATURES.length;
  const columns = CLASS_FEATURES.map((_, i) => all.subarray(i * minutes, (i + 1) * minutes));
  return { seed, startMs: START_MS, minutes, columns, faults };
}

/** Minutes as a plant file's roll-up holds them, for one tag. */
interface Rollup {
  sum: Float64Array;
  min: Float32Array;
  max: Float32Array;
  count: Float32Array;
}

const emptyRollup = (minutes: number): Rollup => ({
  sum: new Float64Array(minutes),
  min: new Float32Array(minutes).fill(Infinity),
  max: new Float32Array(minutes).fill(-Infinity),
  count: new Float32Array(minutes),
});

function add({ sum, min, max, count }: Rollup, minute: number, value: number): void {
  if (Number.isNaN(value)) return;
  sum[minute] += value;
  count[minute] += 1;
  if (value < min[minute]) min[minute] = value;
  if (value > max[minute]) max[minute] = value;
}

/** @returns a column a feature, each [minutes] */
function simulate(seed: number, faults: readonly Fault[]): Float32Array<ArrayBuffer>[] {
  const days = Math.ceil((Math.max(...faults.map(({ toMs }) => toMs)) - START_MS) / DAY_MS) + 1;
  const minutes = days * 1440;
  const places = TAGS.map(({ referenceColumn }) => columnAt(referenceColumn));
  const rollups = TAGS.map(() => emptyRollup(minutes));
  const rows = new Float32Array(minutes);
  const plant = simulatePlant({ seed, days, startMs: START_MS, faults });
  for (let hour = plant.startMs; hour < plant.endMs; hour += HOUR_MS) {
    const { timesMs, values } = renderBlock(plant.config, plant.block(hour), EVERY_SECONDS);
    for (let row = 0; row < timesMs.length; row++) {
      const minute = Math.floor((timesMs[row] - START_MS) / MINUTE_MS);
      if (minute < 0 || minute >= minutes) continue;
      rows[minute] += 1;
      places.forEach((place, i) => add(rollups[i], minute, values[row * COLUMN_COUNT + place]));
    }
  }
  const readings = readingsOf(rollups, rows);
  const timesMs = Float64Array.from(rows, (_, minute) => START_MS + minute * MINUTE_MS);
  return CLASS_FEATURES.map((name) => Float32Array.from(featureColumn(name, readings, timesMs)));
}

const readingsOf = (rollups: readonly Rollup[], rows: Float32Array): Readings => ({
  of(name, measure) {
    const own = rollups[MINUTE_FEATURES.indexOf(name)];
    return measure === 'avg'
      ? own.count.map((count, at) => (count > 0 ? own.sum[at] / count : NaN))
      : own[measure];
  },
  rows: () => rows,
  usualRows: 60 / EVERY_SECONDS,
});
