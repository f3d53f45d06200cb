import { wideSensors } from './columns.mjs';
import { sfc32, triangular } from './random.mjs';

/** Chances per second, as parts of 2^32: about one stop in two days, of twenty minutes on average. */
const chance = (seconds) => Math.floor(0x100000000 / seconds);
const STOP = chance(200_000);
const START = chance(1200);
const CYCLE = chance(900);
const RARE_ON = chance(2_000_000);
const RARE_OFF = chance(8);
const DROPOUT = chance(3000);
const FAULT_SECONDS = 60;
const BTU_PER_SCF = 1010;
/** Standard deviation of triangular noise in (-1, 1). */
const TRIANGULAR_SD = Math.sqrt(1 / 6);
const DAY_SECONDS = 86_400;

const indexOf = (name) => wideSensors.findIndex((sensor) => sensor.name === `bop_plc_${name}`);
const where = (kind) => wideSensors.flatMap((sensor, i) => (sensor.kind === kind ? [i] : []));
const analogs = where('analog');
const booleans = where('boolean');
const totals = where('total');
const field = (read) =>
  Float64Array.from(wideSensors, (sensor) => (sensor.kind === 'analog' ? read(sensor) : 0));

const mean = field((s) => s.mean);
const stopped = field((s) => s.stopped);
const gain = field((s) => 1 / s.tau);
const step = field((s) => (s.spread * Math.sqrt(2 / s.tau)) / TRIANGULAR_SD);
const noise = field((s) => s.noise);
const daily = field((s) => s.daily);
const least = field((s) => s.min);
const flow = indexOf('abb_gc_outletstream_flow');
const methane = indexOf('abb_gc_outletstream_ch4');

/** A day's wave in [-1, 1] from two parabolas: exact arithmetic, where sin may differ between machines. */
function dayWave(secondsOfDay) {
  const phase = secondsOfDay / DAY_SECONDS;
  return phase < 0.5 ? 16 * phase * (0.5 - phase) : -16 * (phase - 0.5) * (1 - phase);
}

function startState(seed) {
  const level = Float64Array.from(mean);
  return { level, running: true, faultSeconds: 0, dropped: -1, dropSeconds: 0, random: sfc32(seed) };
}

function advanceCondition(state) {
  const roll = state.random();
  if (state.faultSeconds > 0) state.faultSeconds -= 1;
  if (state.running && roll < STOP) {
    state.running = false;
    state.faultSeconds = FAULT_SECONDS;
  } else if (!state.running && roll < START) state.running = true;
}

function advanceAnalogs(state, values, wave) {
  const { level, random } = state;
  const target = state.running ? mean : stopped;
  for (const i of analogs) {
    level[i] += (target[i] - level[i]) * gain[i] + step[i] * triangular(random());
    const value = level[i] + daily[i] * wave + noise[i] * triangular(random());
    values[i] = value < least[i] ? least[i] : value;
  }
}

function isOn(sensor, wasOn, state) {
  if (sensor.follows === 'running') return state.running;
  if (sensor.follows === 'stopped') return !state.running;
  if (sensor.follows === 'fault') return state.faultSeconds > 0;
  const roll = state.random();
  if (sensor.follows === 'cycling') return roll < CYCLE ? !wasOn : wasOn;
  return wasOn ? roll >= RARE_OFF : roll < RARE_ON;
}

function advanceBooleans(state, values) {
  for (const i of booleans) values[i] = isOn(wideSensors[i], values[i] === 1, state) ? 1 : 0;
}

/** Flow in scfm for one second; energy in MMBtu, volume in MCF. Today's energy starts again each midnight. */
function advanceTotals(sums, values, newDay) {
  const cubicFeet = values[flow] / 60;
  if (newDay) {
    sums['energy yesterday'] = sums['energy today'];
    sums['energy today'] = 0;
  }
  sums['energy today'] += (cubicFeet * (values[methane] / 100) * BTU_PER_SCF) / 1e6;
  sums.volume += cubicFeet / 1000;
  for (const i of totals) values[i] = sums[wideSensors[i].measures];
}

/** One analog at a time loses its signal for 5 to 68 seconds. */
function advanceDropout(state, values) {
  const roll = state.random();
  if (state.dropSeconds > 0) state.dropSeconds -= 1;
  else if (roll < DROPOUT) {
    state.dropped = analogs[roll % analogs.length];
    state.dropSeconds = 5 + (state.random() & 63);
  }
  if (state.dropSeconds > 0) values[state.dropped] = NaN;
}

/**
 * A plant that gives its next second at each call.
 * @returns {{ values: Float64Array, advance(secondsOfDay: number, newDay: boolean): void }} values [94] in the
 *   order of `wideSensors`, overwritten by each advance; booleans 0 or 1, NaN for a cell without reading
 */
export function createPlant(seed) {
  const state = startState(seed);
  const values = new Float64Array(wideSensors.length);
  const sums = { 'energy today': 0, 'energy yesterday': 58.9, volume: 184_532 };
  const advance = (secondsOfDay, newDay) => {
    advanceCondition(state);
    advanceAnalogs(state, values, dayWave(secondsOfDay));
    advanceBooleans(state, values);
    advanceTotals(sums, values, newDay);
    advanceDropout(state, values);
  };
  return { values, advance };
}
