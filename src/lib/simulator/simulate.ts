import { BLOCK_MS, type Block } from './block';
import { blockReader } from './block-reader';
import { COLUMN_COUNT, COLUMNS, type Column } from './columns';
import { drawFaults } from './fault-schedule';
import type { Fault } from './faults';
import { plantConfig, type PlantConfig } from './plant-config';
import { renderBlock, type Rendered } from './render';
import { truthRows, type TruthRow } from './truth';

const MINUTE_MS = 60_000;
const DAY_BLOCKS = 24;
const ROWS_PER_MINUTE = 60;

/** Which plant, which period. */
export interface SimulateOptions {
  seed: number;
  /** Length of the period, days, > 0; whole hours. */
  days: number;
  /** ms since epoch, a whole hour, UTC. */
  startMs: number;
  /** Faults to inject; drawn by seed when left out. */
  faults?: readonly Fault[];
}

/** One minute of all columns. */
export interface Minute {
  /** Start, ms since epoch. */
  startMs: number;
  /** Readings of each column, shape [94]; 0 where there is none. */
  count: Float64Array;
  /** Mean, least and greatest reading of each column, shape [94]; NaN where there is none. */
  avg: Float64Array;
  min: Float64Array;
  max: Float64Array;
}

/** A simulated plant over its period. Reading on in time is fast; going back costs at most a day again. */
export interface SimulatedPlant {
  columns: readonly Column[];
  config: PlantConfig;
  faults: readonly Fault[];
  truth: TruthRow[];
  /** Period, ms since epoch: start inclusive, end exclusive. */
  startMs: number;
  endMs: number;
  /**
   * Roll-ups by minute of the one-second readings, in order, from inclusive, to exclusive; by true time, even while the
   * plant's clock is wrong.
   */
  minutes(fromMs?: number, toMs?: number): Generator<Minute, void, void>;
  /**
   * One-second readings, from inclusive, to exclusive, in true time.
   * @returns stamps of the plant's clock [rows] and values [rows, 94] row-major, NaN = no reading, booleans 0 or 1
   */
  seconds(fromMs: number, toMs: number): Rendered;
  /** The hour that begins at a time, for `renderBlock` and `csvRows`; a whole hour within the period. */
  block(startMs: number): Block;
}

function minuteOf(startMs: number, values: Float64Array, firstRow: number): Minute {
  const count = new Float64Array(COLUMN_COUNT);
  const sum = new Float64Array(COLUMN_COUNT);
  const min = new Float64Array(COLUMN_COUNT).fill(NaN);
  const max = new Float64Array(COLUMN_COUNT).fill(NaN);
  for (let row = firstRow; row < firstRow + ROWS_PER_MINUTE; row++) {
    for (let i = 0; i < COLUMN_COUNT; i++) {
      const value = values[row * COLUMN_COUNT + i];
      if (Number.isNaN(value)) continue;
      sum[i] += value;
      if (!(value >= min[i])) min[i] = value;
      if (!(value <= max[i])) max[i] = value;
      count[i] += 1;
    }
  }
  const avg = sum.map((total, i) => total / count[i]);
  return { startMs, count, avg, min, max };
}

const hourOf = (ms: number): number => Math.floor(ms / BLOCK_MS) * BLOCK_MS;

function* minutesOf(
  config: PlantConfig,
  block: (startMs: number) => Block,
  fromMs: number,
  toMs: number,
): Generator<Minute, void, void> {
  for (let hour = hourOf(fromMs); hour < toMs; hour += BLOCK_MS) {
    const { values } = renderBlock(config, block(hour));
    for (let at = Math.max(hour, fromMs); at < Math.min(hour + BLOCK_MS, toMs); at += MINUTE_MS) {
      yield minuteOf(at, values, (at - hour) / 1000);
    }
  }
}

function secondsOf(
  config: PlantConfig,
  block: (startMs: number) => Block,
  fromMs: number,
  rows: number,
): Rendered {
  const values = new Float64Array(rows * COLUMN_COUNT);
  const timesMs = new Float64Array(rows);
  for (let row = 0; row < rows;) {
    const at = fromMs + row * 1000;
    const hour = hourOf(at);
    const rendered = renderBlock(config, block(hour));
    const first = (at - hour) / 1000;
    const end = Math.min(rendered.timesMs.length, first + rows - row);
    values.set(rendered.values.subarray(first * COLUMN_COUNT, end * COLUMN_COUNT), row * COLUMN_COUNT);
    timesMs.set(rendered.timesMs.subarray(first, end), row);
    row += end - first;
  }
  return { timesMs, values };
}

/**
 * Simulate a plant: the same options give the same readings, however they are asked for.
 * @throws RangeError when the period does not begin at a whole hour or has no whole hours
 */
export function simulatePlant({ seed, days, startMs, faults: given }: SimulateOptions): SimulatedPlant {
  const hours = Math.round(days * DAY_BLOCKS);
  if (startMs % BLOCK_MS !== 0) throw new RangeError(`start ${startMs} ms is not a whole hour`);
  if (!(hours > 0)) throw new RangeError(`period of ${days} days has no whole hour`);
  const endMs = startMs + hours * BLOCK_MS;
  const config = plantConfig(seed);
  const faults = given ?? drawFaults(seed, startMs, endMs);
  const block = blockReader(config, faults, startMs, endMs);
  const from = (ms: number, stepMs: number) => Math.max(startMs, Math.ceil(ms / stepMs) * stepMs);
  return {
    ...{ columns: COLUMNS, config, faults, truth: truthRows(faults), startMs, endMs, block },
    minutes: (fromMs = startMs, toMs = endMs) =>
      minutesOf(config, block, from(fromMs, MINUTE_MS), Math.min(endMs, toMs)),
    seconds: (fromMs, toMs) => {
      const first = from(fromMs, 1000);
      const rows = Math.max(0, Math.ceil((Math.min(endMs, toMs) - first) / 1000));
      return secondsOf(config, block, first, rows);
    },
  };
}
