import type { Digester } from './adm1';
import { COLUMN_COUNT, COLUMNS, columnAt } from './columns';
import { severityAt, type Fault } from './faults';
import type { PlantConfig } from './plant-config';
import { digesterOf, startState, STEP_SECONDS, type PlantState } from './plant-state';
import { JITTER_SIZE, stepPlant } from './plant-step';
import { hashUnit } from './random';

/** Steps of a block: an hour. */
export const BLOCK_STEPS = 3600 / STEP_SECONDS;
/** Milliseconds of a block. */
export const BLOCK_MS = 3_600_000;
const STEP_MS = STEP_SECONDS * 1000;
/** A drifting instrument is off by this share of its usual reading at full severity. */
const DRIFT_SHARE = 0.12;
const CLOCK_BACK_SECONDS = 3600;
const CLOCK_AHEAD_SECONDS = 420;

/** What an instrument fault does to the readings of one column. */
export interface Override {
  column: number;
  kind: 'quiet' | 'spikes' | 'dropout';
  /** Seconds of the block, from inclusive, to exclusive. */
  fromSecond: number;
  toSecond: number;
  severity: number;
}

/** An hour of a plant at ten-second steps: what is needed to write its seconds, apart from any other hour. */
export interface Block {
  /** ms since epoch, a whole hour. */
  startMs: number;
  /** Readings without noise at each step, shape [361, 94] row-major; the last row is the next block's first. */
  steps: Float64Array;
  overrides: Override[];
  /** Seconds that the plant's clock is off, at each step, shape [360]. */
  clockShift: Int32Array;
}

const EFFECTS: Partial<Record<Fault['kind'], Override['kind']>> = {
  stuck_value: 'quiet',
  spikes: 'spikes',
  dropout: 'dropout',
};

function overridesIn(faults: readonly Fault[], startMs: number): Override[] {
  return faults.flatMap((fault) => {
    const kind = EFFECTS[fault.kind];
    if (kind === undefined || fault.column === null) return [];
    const fromSecond = Math.max(0, Math.round((fault.fromMs - startMs) / 1000));
    const toSecond = Math.min(BLOCK_MS / 1000, Math.round((fault.toMs - startMs) / 1000));
    if (toSecond <= fromSecond) return [];
    return [{ column: columnAt(fault.column), kind, fromSecond, toSecond, severity: fault.severity }];
  });
}

/** Seconds a clock fault puts on the stamps: back by an hour, or ahead by seven minutes. */
function shiftAt(faults: readonly Fault[], timeMs: number): number {
  const fault = faults.find((each) => each.kind === 'clock_jump' && severityAt(each, timeMs) > 0);
  if (fault === undefined) return 0;
  return hashUnit(7, Math.floor(fault.fromMs / 60_000)) < 0.5 ? -CLOCK_BACK_SECONDS : CLOCK_AHEAD_SECONDS;
}

function writeReadings(into: Float64Array, at: number, config: PlantConfig, state: PlantState): void {
  for (let i = 0; i < COLUMN_COUNT; i++) {
    const { kind, nominal } = COLUMNS[i];
    const level = state.level[i];
    if (kind === 'held') into[at + i] = state.analysis[i];
    else if (kind !== 'analog') into[at + i] = level;
    else {
      // What stands still reads its zero: no wander of the process, no error of the span.
      const active = Math.min(1, Math.abs(level / nominal));
      into[at + i] = level + active * (JITTER_SIZE[i] * state.jitter[i] + config.bias[i] * nominal);
    }
  }
}

/** Readings under drifting and stuck instruments. */
function spoil(
  into: Float64Array,
  at: number,
  state: PlantState,
  faults: readonly Fault[],
  timeMs: number,
): void {
  for (const fault of faults) {
    if (fault.column === null) continue;
    const column = columnAt(fault.column);
    const severity = severityAt(fault, timeMs);
    if (fault.kind === 'sensor_drift') {
      const sign = hashUnit(11, Math.floor(fault.fromMs / 60_000)) < 0.5 ? -1 : 1;
      into[at + column] += sign * DRIFT_SHARE * severity * Math.abs(COLUMNS[column].nominal);
    }
    if (fault.kind === 'stuck_value') {
      if (severity === 0) state.stuck[column] = NaN;
      else if (Number.isNaN(state.stuck[column])) state.stuck[column] = into[at + column];
      else into[at + column] = state.stuck[column];
    }
  }
}

/** A plant that gives hour after hour. */
export interface BlockSource {
  /** The block that starts `BLOCK_MS` after the last. */
  next(): Block;
  /** All that is needed to go on from here, plain data. */
  save(): BlockBookmark;
}

/** A place to resume a plant from. */
export interface BlockBookmark {
  startMs: number;
  state: PlantState;
  /** First row of the next block. */
  row: Float64Array;
}

function stepInto(
  into: Float64Array,
  at: number,
  config: PlantConfig,
  state: PlantState,
  digester: Digester,
  faults: readonly Fault[],
  timeMs: number,
): void {
  stepPlant(config, state, digester, faults, timeMs);
  writeReadings(into, at, config, state);
  spoil(into, at, state, faults, timeMs);
}

/** Where a plant begins. @param startMs ms since epoch, a whole hour */
export function firstBookmark(config: PlantConfig, faults: readonly Fault[], startMs: number): BlockBookmark {
  const state = startState(config, startMs);
  const row = new Float64Array(COLUMN_COUNT);
  stepInto(row, 0, config, state, digesterOf(config), faults, startMs);
  return { startMs, state, row };
}

/** Hours of a plant from a bookmark on; the bookmark is not changed. */
export function blocksFrom(
  config: PlantConfig,
  faults: readonly Fault[],
  bookmark: BlockBookmark,
): BlockSource {
  const state = structuredClone(bookmark.state);
  const digester = digesterOf(config);
  let { startMs } = bookmark;
  let row = Float64Array.from(bookmark.row);
  const next = (): Block => {
    const near = faults.filter(
      (fault) => fault.fromMs < startMs + BLOCK_MS + STEP_MS && fault.toMs > startMs - BLOCK_MS,
    );
    const steps = new Float64Array((BLOCK_STEPS + 1) * COLUMN_COUNT);
    steps.set(row);
    const clockShift = new Int32Array(BLOCK_STEPS);
    for (let step = 0; step < BLOCK_STEPS; step++) {
      const timeMs = startMs + step * STEP_MS;
      clockShift[step] = shiftAt(near, timeMs);
      stepInto(steps, (step + 1) * COLUMN_COUNT, config, state, digester, near, timeMs + STEP_MS);
    }
    row = steps.slice(BLOCK_STEPS * COLUMN_COUNT);
    const block = { startMs, steps, overrides: overridesIn(near, startMs), clockShift };
    startMs += BLOCK_MS;
    return block;
  };
  const save = () => ({ startMs, state: structuredClone(state), row: Float64Array.from(row) });
  return { next, save };
}
