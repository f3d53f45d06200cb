// Simulated plants, seeds on which nothing was chosen: every method at every horizon against both naive forecasts.
import { runForecast } from '../../src/lib/forecast/backtest';
import { PLAIN_METHODS } from '../../src/lib/forecast/catalogue';
import { hourOffsets, whileRunning } from '../../src/lib/forecast/channels';
import type { StepMeasures } from '../../src/lib/forecast/measures';
import { HORIZON, type MethodName } from '../../src/lib/forecast/types';
import { countRises } from '../../src/lib/plant/counters';
import { zoneOffsetMs } from '../../src/lib/series/zone';
import { hourlyPlant, type HourlyPlant } from './forecast-plant';

/** Never used while the methods were built: that was done on 901. */
export const SEEDS = [3001, 3002];
const HOUR_MS = 3_600_000;
const PREFIX = 'bop_plc_';
const TARGETS = ['abb_gc_outletstream_ch4', 'abb_gc_outletstream_co2', 'abb_gc_outletstream_flow'];
/** Columns that the page would give beside the targets. */
const HELPERS = [
  ...['n2', 'o2', 'h2s', 'pressure', 'temp'].map((name) => `abb_gc_outletstream_${name}`),
  ...['suction_pressure', 'suction_temp', 'discharge_pressure', 'discharge_temp'].map((n) => `vl_comp_${n}`),
  ...['mainmotor_amps', 'oilinjection_temp', 'netoildiff_pressure'].map((name) => `vl_comp_${name}`),
  ...['blowersuction_pressure', 'blowerdischarge_pressure', 'blowervfd_speed'].map((name) => `bge_${name}`),
];

/** One method on one target of one plant; measures by step, [24]. */
export interface PlantRow {
  seed: number;
  faulty: boolean;
  target: string;
  method: MethodName;
  won: boolean;
  test: Pick<StepMeasures, 'maseLast' | 'maseDay' | 'mape' | 'pinball' | 'coverage' | 'count'>;
}

function energyByHour(plant: HourlyPlant): Float64Array {
  const { min, max } = plant.column(`${PREFIX}inr_fc_todayenergy_real`);
  const fromMs = Float64Array.from({ length: plant.hours }, (_, at) => plant.startMs + at * HOUR_MS);
  return countRises({ fromMs, toMs: fromMs.map((ms) => ms + HOUR_MS), min, max }).rise.map((rise, at) =>
    Number.isNaN(max[at]) ? NaN : rise,
  );
}

function historyOf(plant: HourlyPlant) {
  const running = plant.column(`${PREFIX}bge_skid_running`).avg;
  const mean = (name: string) => ({ tag: name, values: plant.column(PREFIX + name).avg });
  const all = [
    ...TARGETS.map(mean),
    { tag: 'energy by hour', values: energyByHour(plant) },
    ...HELPERS.map(mean),
  ];
  const channels = all.map((channel) => whileRunning(channel, running).channel);
  const offsets = hourOffsets(plant.startMs, plant.hours + HORIZON, (ms) => zoneOffsetMs(ms, 'UTC'));
  return { startMs: plant.startMs, length: plant.hours, channels, offsets };
}

/** Judge all methods on the plant of a seed. */
export async function judgePlant(
  seed: number,
  days: number,
  faulty: boolean,
  cache: string,
): Promise<PlantRow[]> {
  const history = historyOf(hourlyPlant(seed, days, faulty, cache));
  const run = await runForecast(history, { targets: [0, 1, 2, 3], horizon: HORIZON }, PLAIN_METHODS);
  return run.targets.flatMap(({ tag, methods, winner }) =>
    methods.map(({ name, test }) => ({
      ...{ seed, faulty, target: tag, method: name, won: name === winner },
      test,
    })),
  );
}
