// Simulated plants for the judgement of detectors: roll-ups by minute of the plant's own clock, kept in a cache folder.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, TagSamples } from '../../src/lib/detect/frame';
import { groupOf } from '../../src/lib/plant/groups';
import { proposeMapping } from '../../src/lib/plant/mapping';
import { COLUMN_COUNT, COLUMNS } from '../../src/lib/simulator/columns';
import { drawFaults } from '../../src/lib/simulator/fault-schedule';
import { renderBlock } from '../../src/lib/simulator/render';
import { simulatePlant } from '../../src/lib/simulator/simulate';
import type { TruthRow } from '../../src/lib/simulator/truth';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Period without faults at the start, days. */
export const HEALTHY_DAYS = 21;
/** Days in which faults begin. */
const FAULTY_DAYS = 28;
/** Longest period, days: slow faults may end after the last onset. */
const MOST_DAYS = 80;
/** One reading each so many seconds: five times as fast as 1 Hz, the same plant. */
const EVERY_SECONDS = 5;
const START_MS = Date.UTC(2024, 0, 1);
const CACHE_VERSION = 2;

export interface JudgedPlant {
  seed: number;
  frame: Frame;
  truth: TruthRow[];
  /** End of the period without faults, ms since epoch. */
  healthyUntilMs: number;
}

/** Tags of the simulated plant with empty samples. */
function emptyFrame(length: number): Frame & { rows: Uint16Array } {
  const named = COLUMNS.map(({ name, kind }) => ({
    header: name,
    unit: '',
    kind: kind === 'boolean' ? 'boolean' : 'number',
  }));
  const mapping = proposeMapping(named);
  const tags = COLUMNS.map(({ name, kind }, at): TagSamples => {
    const plain = kind === 'boolean' || kind === 'total';
    const empty = () => new Float32Array(length).fill(NaN);
    return {
      tag: name,
      kind: kind === 'boolean' ? 'state' : kind === 'total' ? 'total' : 'analog',
      system: groupOf({ header: name, canonical: mapping[at].canonical }),
      avg: empty(),
      min: plain ? null : empty(),
      max: plain ? null : empty(),
      count: new Uint16Array(length),
    };
  });
  return { startMs: START_MS, stepMs: MINUTE_MS, length, tags, rows: new Uint16Array(length) };
}

/** Put one row of readings into its minute; `avg` holds the sum until the end. */
function addRow(frame: Frame & { rows: Uint16Array }, at: number, values: Float64Array, row: number): void {
  frame.rows[at] += 1;
  for (let i = 0; i < COLUMN_COUNT; i++) {
    const value = values[row * COLUMN_COUNT + i];
    if (Number.isNaN(value)) continue;
    const { avg, min, max, count } = frame.tags[i];
    const counts = count as Uint16Array;
    avg[at] = counts[at] === 0 ? value : avg[at] + value;
    counts[at] += 1;
    if (min && !(value >= min[at])) min[at] = value;
    if (max && !(value <= max[at])) max[at] = value;
  }
}

function simulate(seed: number, faulty: boolean): JudgedPlant {
  const healthyUntilMs = START_MS + HEALTHY_DAYS * DAY_MS;
  const faults = faulty ? drawFaults(seed, healthyUntilMs, healthyUntilMs + FAULTY_DAYS * DAY_MS) : [];
  const lastMs = Math.max(healthyUntilMs + FAULTY_DAYS * DAY_MS, ...faults.map(({ toMs }) => toMs)) + DAY_MS;
  const days = Math.min(MOST_DAYS, Math.ceil((lastMs - START_MS) / DAY_MS));
  const plant = simulatePlant({ seed, days, startMs: START_MS, faults });
  const frame = emptyFrame(days * 1440);
  for (let hour = plant.startMs; hour < plant.endMs; hour += HOUR_MS) {
    const { timesMs, values } = renderBlock(plant.config, plant.block(hour), EVERY_SECONDS);
    for (let row = 0; row < timesMs.length; row++) {
      const at = Math.floor((timesMs[row] - START_MS) / MINUTE_MS);
      if (at >= 0 && at < frame.length) addRow(frame, at, values, row);
    }
  }
  for (const { avg, count } of frame.tags)
    for (let at = 0; at < frame.length; at++)
      if ((count as Uint16Array)[at] > 0) avg[at] /= (count as Uint16Array)[at];
  return { seed, frame, truth: plant.truth, healthyUntilMs };
}

const arraysOf = (frame: Frame) => [
  frame.rows as Uint16Array,
  ...frame.tags.flatMap(({ avg, min, max, count }) =>
    [avg, min, max, count].filter((array) => array !== null),
  ),
];

function store(path: string, plant: JudgedPlant): void {
  const arrays = arraysOf(plant.frame);
  const bytes = Buffer.concat(arrays.map(({ buffer }) => Buffer.from(buffer)));
  writeFileSync(`${path}.bin`, bytes);
  writeFileSync(`${path}.json`, JSON.stringify({ length: plant.frame.length, truth: plant.truth }));
}

function load(path: string, seed: number): JudgedPlant {
  const { length, truth } = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as {
    length: number;
    truth: TruthRow[];
  };
  const frame = emptyFrame(length);
  const bytes = readFileSync(`${path}.bin`);
  let offset = 0;
  for (const array of arraysOf(frame)) {
    new Uint8Array(array.buffer).set(bytes.subarray(offset, offset + array.byteLength));
    offset += array.byteLength;
  }
  return { seed, frame, truth, healthyUntilMs: START_MS + HEALTHY_DAYS * DAY_MS };
}

/**
 * The plant of a seed: three weeks without faults, then four weeks in which faults begin, then as long as they last.
 * @param cache  folder to keep it in: about 100 MB a seed
 * @param faulty false for a plant without any fault
 */
export function judgedPlant(seed: number, cache: string, faulty = true): JudgedPlant {
  mkdirSync(cache, { recursive: true });
  const path = join(cache, `plant-${CACHE_VERSION}-${seed}${faulty ? '' : '-healthy'}`);
  if (!existsSync(`${path}.json`)) store(path, simulate(seed, faulty));
  return load(path, seed);
}
