import type { Digester } from './adm1';
import { analyse } from './analyser';
import { COLUMN_COUNT, COLUMNS, columnAt } from './columns';
import { conditionsAt, type Conditions } from './conditions';
import { runEngines } from './engines';
import type { Fault } from './faults';
import { FEED_STEP_SECONDS, feedAt } from './feed';
import { aerated, aerationAt, drawShare, dryGas, fillHolder, fillOf, flareFlow, HOLDER_SCF } from './holder';
import { steadyLine, type Line } from './line';
import { readingsOf } from './measure';
import type { PlantConfig } from './plant-config';
import { STEP_SECONDS, WANDER_HOURS, WANDER_NAMES, type PlantState, type Wander } from './plant-state';
import { nextNormal } from './random';

const DAY_MS = 86_400_000;
const DIGESTER_STEPS = FEED_STEP_SECONDS / STEP_SECONDS;
const STEP_MINUTES = STEP_SECONDS / 60;
const START_FILL = 0.5;
/** Seconds in which the machines reach their speed and come to rest. */
const RAMP_UP_SECONDS = 70;
const RAMP_DOWN_SECONDS = 25;
/** Hours in which the slow wander of a reading forgets. */
const JITTER_HOURS = 0.2;
const BTU_PER_SCF = 1010;

const forget = (hours: number) => Math.exp(-STEP_SECONDS / 3600 / hours);
const wanderKeep = WANDER_NAMES.map((name) => forget(WANDER_HOURS[name]));
const jitterKeep = forget(JITTER_HOURS);
const jitterKick = Math.sqrt(1 - jitterKeep ** 2);
const follow = COLUMNS.map((column) =>
  column.lag > 0 && column.kind !== 'held' ? 1 - Math.exp(-STEP_SECONDS / column.lag) : 1,
);
const jitterSize = COLUMNS.map((column) => column.wander * Math.abs(column.nominal));
const flowAt = columnAt('bop_plc_abb_gc_outletstream_flow');

/** What a step did, for whoever checks it. */
export interface StepResult {
  now: Conditions;
  line: Line;
}

function moveWanders(state: PlantState): void {
  for (let i = 0; i < WANDER_NAMES.length; i++) {
    const keep = wanderKeep[i];
    state.wander[i] = keep * state.wander[i] + Math.sqrt(1 - keep * keep) * nextNormal(state.random);
  }
}

const wanderOf = (state: PlantState, name: Wander): number => state.wander[WANDER_NAMES.indexOf(name)];

function stepDigester(
  config: PlantConfig,
  state: PlantState,
  digester: Digester,
  timeMs: number,
  now: Conditions,
): void {
  const feed = feedAt(config, timeMs, wanderOf(state, 'feed'), now.faults);
  digester.protons = state.protons;
  digester.step(state.digester, feed, FEED_STEP_SECONDS / 86_400);
  state.protons = digester.protons;
  state.digesterPh = -Math.log10(state.protons);
  const gas = dryGas(digester, state.digester);
  state.digesterFlow = gas.flow;
  state.digesterMethane = gas.methane;
}

/** degF: a cool night, a warm afternoon, the year, the weather. */
function ambientAt(timeMs: number, weather: number): number {
  const day = (2 * Math.PI * (timeMs - 15 * 3_600_000)) / DAY_MS;
  const year = (2 * Math.PI * (timeMs / DAY_MS - 196)) / 365.25;
  return 63 + 14 * Math.cos(year) + 8 * Math.cos(day) + 4 * weather;
}

function moveRamp(state: PlantState, running: boolean): void {
  const change = running ? STEP_SECONDS / RAMP_UP_SECONDS : -STEP_SECONDS / RAMP_DOWN_SECONDS;
  state.ramp = Math.min(1, Math.max(0, state.ramp + change));
}

function moveCycles(state: PlantState, running: boolean, ambient: number, foaming: number): void {
  const inflow = running ? 0.02 + 0.05 * foaming : 0.002;
  state.condensate += state.pumping ? -0.45 : inflow;
  if (state.condensate > 55) state.pumping = true;
  if (state.condensate < 25) state.pumping = false;
  const beat = (state.step % 90) / 90;
  state.fanning = beat < Math.min(0.97, Math.max(0.25, 0.6 + 0.012 * (ambient - 60)));
}

function moveLevels(state: PlantState, readings: Float64Array): void {
  for (let i = 0; i < COLUMN_COUNT; i++) {
    const target = readings[i];
    const level = state.level[i];
    state.level[i] = Number.isNaN(level) ? target : level + follow[i] * (target - level);
    state.jitter[i] = jitterKeep * state.jitter[i] + jitterKick * nextNormal(state.random);
  }
}

function moveTotals(state: PlantState, timeMs: number): void {
  if (timeMs % DAY_MS === 0 && state.step > 0) {
    state.energyYesterday = state.energyToday;
    state.energyToday = 0;
  }
  const scf = state.level[flowAt] * STEP_MINUTES;
  if (!(scf > 0)) return;
  state.energyToday += (scf * (state.analysis[0] / 100) * BTU_PER_SCF) / 1e6;
  state.volume += scf / 1000;
}

/** Gas in and out of the holder in one step. */
function moveGas(config: PlantConfig, state: PlantState, line: Line): void {
  const fill = fillOf(state.holder);
  const raw = aerated(
    state.digesterFlow,
    state.digesterMethane,
    aerationAt(config, wanderOf(state, 'aeration')),
  );
  const part = state.ramp;
  const engines = runEngines(state, fill, STEP_SECONDS / 3600);
  const flare = flareFlow(state, fill);
  state.streams = {
    raw: raw.flow,
    drawn: line.drawn * part,
    washed: line.washed * part,
    air: line.air * part,
    product: line.flow * part,
    engines,
    flare,
    relief: 0,
  };
  const holder = fillHolder(state.holder, raw, state.streams.drawn + engines + flare, STEP_MINUTES);
  state.streams.relief = Math.max(0, holder.scf - HOLDER_SCF) / STEP_MINUTES;
  state.holder = { ...holder, scf: Math.min(holder.scf, HOLDER_SCF) };
}

/**
 * Move the plant on by ten seconds.
 * @param state  overwritten
 * @param timeMs start of the step, ms since epoch, a multiple of 10 s
 */
export function stepPlant(
  config: PlantConfig,
  state: PlantState,
  digester: Digester,
  faults: readonly Fault[],
  timeMs: number,
): StepResult {
  const active = faults.filter((fault) => fault.fromMs <= timeMs && timeMs < fault.toMs);
  const now = conditionsAt(config, active, timeMs);
  moveTotals(state, timeMs);
  moveWanders(state);
  if (state.step % DIGESTER_STEPS === 0) stepDigester(config, state, digester, timeMs, now);
  if (state.step === 0) state.holder.scf = HOLDER_SCF * START_FILL;
  moveRamp(state, now.running);
  const ambient = ambientAt(timeMs, wanderOf(state, 'weather'));
  moveCycles(state, now.running, ambient, now.faults.foaming);
  const fill = fillOf(state.holder);
  const holderPsi = 0.21 + 0.2 * fill;
  const exportPsi = config.exportPsi + 1.2 * wanderOf(state, 'exportPressure');
  const demand = 1 + 0.025 * wanderOf(state, 'demand');
  const foam = wanderOf(state, 'foam');
  const line = steadyLine(config, {
    raw: state.holder.gas,
    target: config.outletFlow * demand * drawShare(fill),
    holderPsi: holderPsi + 0.16 * foam * now.faults.foaming,
    exportPsi,
    washWater: 1 + 0.012 * wanderOf(state, 'washWater'),
    ambient,
    cooling: 1.5 * wanderOf(state, 'cooling'),
    faults: now.faults,
  });
  moveGas(config, state, line);
  const surroundings = { line, now, holderPsi, exportPsi, ambient, foam };
  moveLevels(state, readingsOf(config, state, surroundings));
  analyse(config, state, line, now);
  state.step += 1;
  return { now, line };
}

/** Size of the slow wander of each reading, in the column's unit, shape [94]. */
export const JITTER_SIZE: readonly number[] = jitterSize;
