// C-MAPSS FD001 (Saxena et al., PHM 2008): remaining life of turbofans by the regressor of src/lib/maintenance.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitBoosted, predictBoosted, type BoostSettings } from '../../src/lib/maintenance/boost/boosting';
import type { CmapssFigures } from '../../src/lib/maintenance/judged';
import { windowFeatures } from '../../src/lib/maintenance/window-features';

/** Remaining life counts as so many cycles at most, as in the published figures. */
const CAP = 125;
const FIRST_SENSOR = 5;
/** Engines of the training file (the last 20) that the interval is learnt on, by a model that did not see them. */
const HELD_OUT = 20;
/** Quantile of the absolute errors on those engines that the interval is made of: 90 %. */
const INTERVAL = 0.9;
/** Taken as they are usual for as many rows; nothing was tuned. */
const SETTINGS: Partial<BoostSettings> = {
  trees: 400,
  rate: 0.03,
  depth: 6,
  leastLeaf: 30,
  featureShare: 0.3,
  rowShare: 0.5,
};

interface Engine {
  /** Shape [sensors][cycles]. */
  channels: Float64Array[];
  /** Cycles left at the last cycle. */
  left: number;
}

function readTable(path: string): number[][] {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => line.trim().split(/\s+/).map(Number));
}

function enginesOf(rows: number[][], left: (engine: number) => number): Engine[] {
  const units = new Map<number, number[][]>();
  for (const row of rows) units.set(row[0], [...(units.get(row[0]) ?? []), row]);
  return [...units.values()].map((cycles, at) => ({
    left: left(at),
    channels: cycles[0]
      .slice(FIRST_SENSOR)
      .map((_, sensor) => Float64Array.from(cycles, (row) => row[FIRST_SENSOR + sensor])),
  }));
}

/** Sensors that change at all among the engines. */
const changing = (engines: readonly Engine[]): number[] =>
  engines[0].channels.flatMap((_, sensor) => {
    const values = engines.flatMap(({ channels }) => [...channels[sensor]]);
    const low = values.reduce((a, b) => Math.min(a, b));
    const high = values.reduce((a, b) => Math.max(a, b));
    return high - low > 1e-6 ? [sensor] : [];
  });

const featuresOf = ({ channels }: Engine, sensors: readonly number[]) =>
  windowFeatures(sensors.map((sensor) => channels[sensor]));

function learn(engines: readonly Engine[], sensors: readonly number[], settings: Partial<BoostSettings>) {
  const each = engines.map((engine) => featuresOf(engine, sensors));
  const joined = each[0].map((_, feature) => Float64Array.from(each.flatMap((rows) => [...rows[feature]])));
  const target = Float64Array.from(
    engines.flatMap(({ channels, left }) => {
      const cycles = channels[0].length;
      return Array.from({ length: cycles }, (_, at) => Math.min(CAP, left + cycles - 1 - at));
    }),
  );
  return fitBoosted(joined, target, settings);
}

/** Error (foretold less true, cycles) at the last cycle of each engine, or at chosen cycles. */
function errorsAt(
  model: ReturnType<typeof learn>,
  engines: readonly Engine[],
  sensors: readonly number[],
  cyclesOf: (engine: Engine) => number[],
): number[] {
  return engines.flatMap((engine) => {
    const features = featuresOf(engine, sensors);
    const cycles = engine.channels[0].length;
    return cyclesOf(engine).map((at) => {
      const row = features.map((values) => values[at]);
      const foretold = Math.min(CAP, Math.max(0, predictBoosted(model, row)));
      return foretold - Math.min(CAP, engine.left + cycles - 1 - at);
    });
  });
}

const rmse = (errors: readonly number[]) =>
  Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);

/** Score of the PHM 2008 challenge: late is worse than early. */
const nasa = (errors: readonly number[]) =>
  errors.reduce((sum, e) => sum + Math.expm1(e < 0 ? -e / 13 : e / 10), 0);

const everyTenth = ({ channels }: Engine) =>
  Array.from({ length: Math.floor(channels[0].length / 10) }, (_, k) => 10 * k + 9);
const last = ({ channels }: Engine) => [channels[0].length - 1];

/** Judge on FD001; null where the data set is not at hand. @param data folder of the data sets */
export function judgeCmapss(data: string, settings = SETTINGS): CmapssFigures | null {
  const folder = join(data, 'cmapss_fd001/data/CMAPSS');
  if (!existsSync(folder)) return null;
  const lives = readTable(join(folder, 'RUL_FD001.txt')).map(([cycles]) => cycles);
  const training = enginesOf(readTable(join(folder, 'train_FD001.txt')), () => 0);
  const test = enginesOf(readTable(join(folder, 'test_FD001.txt')), (at) => lives[at]);
  const sensors = changing(training);
  const held = training.slice(-HELD_OUT);
  const first = learn(training.slice(0, -HELD_OUT), sensors, settings);
  const heldErrors = errorsAt(first, held, sensors, everyTenth);
  const sorted = heldErrors.map(Math.abs).sort((a, b) => a - b);
  const halfWidth = sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length + 1) * INTERVAL) - 1)];
  const model = learn(training, sensors, settings);
  const errors = errorsAt(model, test, sensors, last);
  const truth = test.map(({ left }) => Math.min(CAP, left));
  return {
    engines: test.length,
    rmse: rmse(errors),
    rmseUncapped: rmse(errors.map((e, at) => e - Math.max(0, test[at].left - CAP))),
    nasaScore: nasa(errors),
    medianError: errors.map(Math.abs).sort((a, b) => a - b)[errors.length >> 1],
    coverage: errors.filter((e) => Math.abs(e) <= halfWidth).length / errors.length,
    halfWidth,
    heldOut: rmse(heldErrors),
    baseline: rmse(truth.map((left) => model.base - left)),
  };
}
