/**
 * Run-to-failure histories by hour, made quickly: the gas line of the simulator in its steady state, without digester,
 * starts and lags. To learn from; what is learnt is judged on plants of the full simulation.
 */

import { columnAt, COLUMN_COUNT, COLUMNS, type ColumnName } from '../../simulator/columns';
import { conditionsAt } from '../../simulator/conditions';
import { factsOf } from '../../simulator/fault-kinds';
import { drawFaults } from '../../simulator/fault-schedule';
import { severityAt, type Fault } from '../../simulator/faults';
import { mix } from '../../simulator/gas';
import { steadyLine } from '../../simulator/line';
import { readingsOf } from '../../simulator/measure';
import { AERATION_GAS, plantConfig, type PlantConfig } from '../../simulator/plant-config';
import { WANDER_HOURS, type PlantState, type Wander } from '../../simulator/plant-state';
import { nextBetween, nextNormal, nextUnit, seedRandom, type RandomState } from '../../simulator/random';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Points of an hour at which it is asked whether the line runs. */
const POINTS = 6;
/** Share of an instrument's wander and of its noise that is left in the mean of an hour. */
const WANDER_LEFT = 0.5;
const NOISE_LEFT = 0.02;
const DRIFT_SHARE = 0.12;
const GAS_HOURS = 30;
/** Machines do not all fail at the same wear: severity at failure, share of the simulator's. */
const FAILS_AT = [0.7, 1] as const;

/** A plant by hour, column by column; NaN where nothing was read. */
export interface HourPlant {
  seed: number;
  startMs: number;
  hours: number;
  faults: Fault[];
  /** Mean, least and greatest reading, shape [94][hours]. */
  avg: Float32Array[];
  min: Float32Array[];
  max: Float32Array[];
}

/** Which plant, from when and how long. */
export interface HistoryOptions {
  seed: number;
  startMs: number;
  days: number;
  /** Days without faults at the start. */
  healthyDays: number;
}

/** The faults of a seed, each slow one failing at a wear of its own. */
export function wearFaults({ seed, startMs, days, healthyDays }: HistoryOptions): Fault[] {
  const random = seedRandom(seed, 400);
  return drawFaults(seed, startMs + healthyDays * DAY_MS, startMs + days * DAY_MS).map((fault) =>
    factsOf(fault.kind).repairHours === undefined
      ? fault
      : { ...fault, severity: Math.round(100 * nextBetween(random, ...FAILS_AT)) / 100 },
  );
}

/** Slow influences, each a standard normal that forgets in so many hours. */
function wanders(random: RandomState) {
  const names = Object.keys(WANDER_HOURS) as Wander[];
  const at = new Map<string, number>([...names, 'gas', 'fill'].map((name) => [name, nextNormal(random)]));
  const move = () => {
    for (const [name, value] of at) {
      const keep = Math.exp(-1 / (WANDER_HOURS[name as Wander] ?? GAS_HOURS));
      at.set(name, keep * value + Math.sqrt(1 - keep * keep) * nextNormal(random));
    }
  };
  return { move, of: (name: Wander | 'gas' | 'fill') => at.get(name) ?? 0 };
}

/** As the simulator's: a cool night, a warm afternoon, the year, the weather; degF. */
function ambientAt(timeMs: number, weather: number): number {
  const day = (2 * Math.PI * (timeMs - 15 * HOUR_MS)) / DAY_MS;
  const year = (2 * Math.PI * (timeMs / DAY_MS - 196)) / 365.25;
  return 63 + 14 * Math.cos(year) + 8 * Math.cos(day) + 4 * weather;
}

/** What `readingsOf` asks of a plant's state; the rest of the state belongs to the full simulation. */
const stateOf = (running: boolean): PlantState =>
  ({
    ramp: running ? 1 : 0,
    condensate: 37.5,
    energyToday: 0,
    energyYesterday: 0,
    volume: 0,
    pumping: false,
    fanning: true,
    flaring: false,
  }) as PlantState;

/** Readings of the middle of an hour without the errors of instruments. */
function readingsAt(
  config: PlantConfig,
  faults: readonly Fault[],
  timeMs: number,
  wander: ReturnType<typeof wanders>,
  running: boolean,
): Float64Array {
  const now = { ...conditionsAt(config, faults, timeMs), running };
  const ambient = ambientAt(timeMs, wander.of('weather'));
  const holderPsi = 0.21 + 0.2 * Math.min(0.9, Math.max(0.2, 0.5 + 0.15 * wander.of('fill')));
  const exportPsi = config.exportPsi + 1.2 * wander.of('exportPressure');
  const methane = 0.6562 + 0.006 * wander.of('gas');
  const raw = mix({ ch4: methane, co2: 1 - methane, n2: 0, o2: 0 }, 1, AERATION_GAS, 0.05);
  const line = steadyLine(config, {
    raw,
    target: config.outletFlow * (1 + 0.025 * wander.of('demand')),
    holderPsi,
    exportPsi,
    washWater: 1 + 0.012 * wander.of('washWater'),
    ambient,
    cooling: 1.5 * wander.of('cooling'),
    faults: now.faults,
  });
  const surroundings = { line, now, holderPsi, exportPsi, ambient, foam: 0 };
  return readingsOf(config, stateOf(running), surroundings);
}

/** Errors of an instrument, and what its own faults do to it. */
function measured(
  config: PlantConfig,
  faults: readonly Fault[],
  timeMs: number,
  i: number,
  reading: number,
  random: RandomState,
): number {
  const { kind, nominal, noise, wander } = COLUMNS[i];
  const active = kind === 'boolean' || kind === 'total' ? 0 : Math.min(1, Math.abs(reading / nominal));
  const size = Math.abs(nominal) * config.noiseFactor[i];
  let value = reading + active * size * (WANDER_LEFT * wander + NOISE_LEFT * noise) * nextNormal(random);
  value += active * config.bias[i] * nominal;
  for (const fault of faults) {
    if (fault.column === null || columnAt(fault.column) !== i) continue;
    const severity = severityAt(fault, timeMs);
    if (fault.kind === 'sensor_drift')
      value +=
        (fault.fromMs / 60_000) % 2 < 1 ? DRIFT_SHARE * severity * size : -DRIFT_SHARE * severity * size;
    if (fault.kind === 'dropout' && severity > 0 && nextUnit(random) < severity ** 3) return NaN;
  }
  return value;
}

const empty = (hours: number) =>
  Array.from({ length: COLUMN_COUNT }, () => new Float32Array(hours).fill(NaN));

/** A history of a seed: the same options give the same numbers. */
export function wearHistory(options: HistoryOptions): HourPlant {
  const { seed, startMs, days } = options;
  const config = plantConfig(seed);
  const faults = wearFaults(options);
  const random = seedRandom(seed, 401);
  const wander = wanders(random);
  const hours = Math.round(days * 24);
  const [avg, min, max] = [empty(hours), empty(hours), empty(hours)];
  const stuck = new Map<Fault, number>();
  for (let at = 0; at < hours; at++) {
    const ms = startMs + at * HOUR_MS;
    const near = faults.filter(({ fromMs, toMs }) => fromMs < ms + HOUR_MS && toMs > ms);
    wander.move();
    const runs = Array.from({ length: POINTS }, (_, k) =>
      conditionsAt(config, near, ms + ((k + 0.5) * HOUR_MS) / POINTS).running ? 1 : 0,
    );
    const share = runs.reduce<number>((sum, run) => sum + run, 0) / POINTS;
    const middle = ms + HOUR_MS / 2;
    const exact = readingsAt(config, near, middle, wander, share > 0);
    for (let i = 0; i < COLUMN_COUNT; i++) {
      const value = measured(config, near, middle, i, exact[i], random);
      const isRun = RUN_BITS.includes(COLUMNS[i].name);
      avg[i][at] = isRun ? share : value;
      min[i][at] = isRun && share < 1 ? 0 : value;
      max[i][at] = value;
    }
    for (const fault of near) hold(fault, middle, at, avg, stuck);
  }
  return { seed, startMs, hours, faults, avg, min, max };
}

const RUN_BITS: readonly ColumnName[] = [
  'bop_plc_vl_comp_runstatus',
  'bop_plc_bge_blowervfd_runstatus',
  'bop_plc_bge_skid_running',
];

/** A stuck instrument shows what it showed first. */
function hold(fault: Fault, ms: number, at: number, avg: Float32Array[], stuck: Map<Fault, number>): void {
  if (fault.kind !== 'stuck_value' || fault.column === null || ms >= fault.toMs || ms < fault.fromMs) return;
  const column = columnAt(fault.column);
  const held = stuck.get(fault) ?? avg[column][at];
  stuck.set(fault, held);
  avg[column][at] = held;
}
