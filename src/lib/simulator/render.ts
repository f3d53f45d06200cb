import { BLOCK_STEPS, type Block, type Override } from './block';
import { COLUMN_COUNT, COLUMNS, placesOf } from './columns';
import type { PlantConfig } from './plant-config';
import { STEP_SECONDS } from './plant-state';
import { hashUnit, NORMAL_TABLE, seedRandom, nextUint, nextUnit } from './random';

/** Rows of a block at one reading a second. */
export const BLOCK_SECONDS = BLOCK_STEPS * STEP_SECONDS;

/** Readings of an hour. */
export interface Rendered {
  /** What the plant's clock said at each row, ms since epoch. */
  timesMs: Float64Array;
  /** Shape [rows, 94] row-major, NaN where there is no reading; booleans 0 or 1. */
  values: Float64Array;
}

const analogs = Int32Array.from(placesOf('analog'));
const held = Int32Array.from(placesOf('held'));
const booleans = Int32Array.from(placesOf('boolean'));
const totals = Int32Array.from(placesOf('total'));
const quantum = Float64Array.from(COLUMNS, (column) => column.quantum);
const perQuantum = Float64Array.from(COLUMNS, (column) => (column.quantum > 0 ? 1 / column.quantum : 0));
const least = Float64Array.from(COLUMNS, (column) => column.min);
const perNominal = Float64Array.from(COLUMNS, (column) => 1 / Math.abs(column.nominal));
/** Noise of an instrument at zero, over its noise at its usual reading. */
const NOISE_AT_REST = 0.05;
/** Share of a spiking instrument's readings that are spikes at full severity. */
const SPIKE_SHARE = 0.02;

/** Second of a step in which its booleans switch: one for all, so that what belongs together switches together. */
const switchSecond = (config: PlantConfig, block: Block, step: number): number =>
  1 + Math.floor(hashUnit(config.seed, block.startMs / 10_000 + step) * (STEP_SECONDS - 1));

function noiseOf(config: PlantConfig, block: Block): Float64Array {
  const noise = Float64Array.from(
    COLUMNS,
    (column, i) => column.noise * Math.abs(column.nominal) * config.noiseFactor[i],
  );
  for (const { kind, column } of block.overrides) if (kind === 'quiet') noise[column] = 0;
  return noise;
}

function renderAnalogs(config: PlantConfig, block: Block, values: Float64Array, everySeconds: number): void {
  const fullNoise = noiseOf(config, block);
  const noise = new Float64Array(COLUMN_COUNT);
  const random = seedRandom(config.seed, 1000 + block.startMs / 3_600_000);
  const slopes = new Float64Array(COLUMN_COUNT);
  const { steps } = block;
  let row = 0;
  let a = nextUint(random);
  let b = nextUint(random);
  let c = nextUint(random);
  let counter = 1;
  for (let second = 0; second < BLOCK_SECONDS; second += everySeconds) {
    const step = (second / STEP_SECONDS) | 0;
    const part = second - step * STEP_SECONDS;
    const from = step * COLUMN_COUNT;
    for (let k = 0; k < analogs.length; k++) {
      const i = analogs[k];
      if (part < everySeconds) {
        slopes[i] = (steps[from + COLUMN_COUNT + i] - steps[from + i]) / STEP_SECONDS;
        noise[i] = fullNoise[i] * Math.min(1, NOISE_AT_REST + Math.abs(steps[from + i]) * perNominal[i]);
      }
      const sum = (((a + b) | 0) + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + sum) | 0;
      const value = steps[from + i] + slopes[i] * part + noise[i] * NORMAL_TABLE[sum >>> 16];
      const stepped = Math.floor(value * perQuantum[i] + 0.5) * quantum[i];
      values[row + i] = stepped < least[i] ? least[i] : stepped;
    }
    row += COLUMN_COUNT;
  }
}

function renderOthers(config: PlantConfig, block: Block, values: Float64Array, everySeconds: number): void {
  const { steps } = block;
  let row = 0;
  for (let second = 0; second < BLOCK_SECONDS; second += everySeconds) {
    const step = (second / STEP_SECONDS) | 0;
    const part = second - step * STEP_SECONDS;
    const from = step * COLUMN_COUNT;
    const next = from + COLUMN_COUNT;
    const state = part < switchSecond(config, block, step) ? from : next;
    for (let k = 0; k < held.length; k++) values[row + held[k]] = steps[from + held[k]];
    for (let k = 0; k < booleans.length; k++) values[row + booleans[k]] = steps[state + booleans[k]];
    for (let k = 0; k < totals.length; k++) {
      const i = totals[k];
      const growth = steps[next + i] - steps[from + i];
      values[row + i] = steps[from + i] + (growth > 0 ? (growth * part) / STEP_SECONDS : 0);
    }
    row += COLUMN_COUNT;
  }
}

function applyOverride(
  config: PlantConfig,
  block: Block,
  override: Override,
  values: Float64Array,
  everySeconds: number,
): void {
  const { column, fromSecond, toSecond, severity } = override;
  const random = seedRandom(config.seed, 5000 + block.startMs / 3_600_000 + 100_000 * column);
  const size = Math.abs(COLUMNS[column].nominal);
  const first = Math.ceil(fromSecond / everySeconds);
  for (let row = first; row * everySeconds < toSecond; row++) {
    const at = row * COLUMN_COUNT + column;
    const step = Math.floor((row * everySeconds) / STEP_SECONDS);
    if (override.kind === 'dropout') {
      if (hashUnit(config.seed + column, block.startMs / 10_000 + step) < severity) values[at] = NaN;
    } else if (override.kind === 'spikes' && nextUnit(random) < SPIKE_SHARE * severity) {
      const sign = nextUnit(random) < 0.5 ? -1 : 1;
      values[at] += sign * size * (0.25 + 0.75 * nextUnit(random));
    }
  }
}

/**
 * An hour at one reading every so many seconds: straight lines between steps, white noise, steps of the input card,
 * states that switch between steps, instrument faults.
 * @param everySeconds whole divisor of an hour, at least 1
 */
export function renderBlock(config: PlantConfig, block: Block, everySeconds = 1): Rendered {
  const rows = BLOCK_SECONDS / everySeconds;
  const values = new Float64Array(rows * COLUMN_COUNT);
  renderAnalogs(config, block, values, everySeconds);
  renderOthers(config, block, values, everySeconds);
  for (const override of block.overrides) applyOverride(config, block, override, values, everySeconds);
  const timesMs = Float64Array.from({ length: rows }, (_, row) => {
    const second = row * everySeconds;
    return block.startMs + (second + block.clockShift[Math.floor(second / STEP_SECONDS)]) * 1000;
  });
  return { timesMs, values };
}
