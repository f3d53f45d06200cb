// npm run bench:maintenance -- --train: learns limits, remaining life and confidence from quick run-to-failure histories
// (seeds 1 to 60), and writes src/lib/maintenance/life-model.json.
import { COMPONENT_OF_FAULT } from '../../src/lib/maintenance/candidates';
import { writeFileSync } from 'node:fs';
import { fitBoosted, predictBoosted, type Boosted } from '../../src/lib/maintenance/boost/boosting';
import { COMPONENT_IDS, INDICATORS, type ComponentId } from '../../src/lib/maintenance/components';
import { lifeFeatures, LIFE_FEATURES } from '../../src/lib/maintenance/life-features';
import {
  hoursByTrend,
  type IntervalBand,
  type LifeMethod,
  type LifeModel,
} from '../../src/lib/maintenance/life-model';
import { judgeIndicators, learnIndicators, prepare } from '../../src/lib/maintenance/plant-indicators';
import { wearHistory } from '../../src/lib/maintenance/train/wear-history';
import { medianOf } from '../../src/lib/plant/machines-fit';
import { hoursOf } from './maintenance-hours';
import { faultAt, momentsOf } from './maintenance-moments';
import { DAYS, HEALTHY_DAYS, START_MS } from './maintenance-plant';

const HOUR_MS = 3_600_000;
const FOLDS = 5;
/** Share of true lives outside of an interval on either side. */
const TAIL = 0.1;
const BAND_HOURS = [36, 72, 120, 192, 312, Infinity];
const LEAST_BAND_ROWS = 60;
/** Limits of indicators that no simulated fault brings to failure: stated, and shown as such. */
const STATED: Record<string, number> = { 'oil-supply': 25, closure: 5 };

interface Row {
  seed: number;
  component: ComponentId;
  features: Float64Array;
  trendHours: number;
  /** True hours left; NaN where no failure of the component comes. */
  hours: number;
}

const history = (seed: number) =>
  wearHistory({ seed, startMs: START_MS, days: DAYS, healthyDays: HEALTHY_DAYS });

/** Residuals in the last twelve hours before each failure, by indicator of the failing component. */
function residualsAtFailure(seeds: readonly number[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const seed of seeds) {
    const plant = history(seed);
    const inputs = prepare(hoursOf(plant));
    const { learnt } = learnIndicators(inputs, [], { compressor: null, blower: null }, Infinity);
    for (const { spec, residuals } of judgeIndicators(inputs, learnt))
      for (const { kind, failureMs, toMs } of plant.faults) {
        if (failureMs === null || toMs <= failureMs || COMPONENT_OF_FAULT[kind] !== spec.component) continue;
        const last = residuals.filter((_, at) => {
          const before = failureMs - inputs.hours.timesMs[at];
          return before > 0 && before <= 12 * HOUR_MS;
        });
        const level = medianOf(last);
        if (Number.isFinite(level)) found.set(spec.id, [...(found.get(spec.id) ?? []), level]);
      }
  }
  return found;
}

function limitsOf(found: ReadonlyMap<string, number[]>): LifeModel['limits'] {
  return Object.fromEntries(
    INDICATORS.map(({ id }) => {
      const levels = found.get(id) ?? [];
      const learnt = STATED[id] === undefined && levels.length > 0;
      return [
        id,
        {
          value: learnt ? rounded(medianOf(levels)) : (STATED[id] ?? NaN),
          failures: learnt ? levels.length : 0,
          source: learnt
            ? `middle of ${levels.length} simulated failures`
            : 'stated: no simulated failure reaches it',
        },
      ];
    }),
  );
}

function rowsOf(seed: number, limits: LifeModel['limits']): Row[] {
  const plant = history(seed);
  const rows: Row[] = [];
  for (const { ms, component, states } of momentsOf(hoursOf(plant), (id) => limits[id].value)) {
    const features = lifeFeatures(component, states);
    if (!features) continue;
    const fault = faultAt(plant.faults, component, ms);
    const hours = fault?.failureMs ? (fault.failureMs - ms) / HOUR_MS : NaN;
    rows.push({ seed, component, features, trendHours: hoursByTrend(component, states), hours });
  }
  return rows;
}

const rounded = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(5)) : value);
const compact = ({ base, rate, trees }: Boosted): Boosted => ({
  base: rounded(base),
  rate,
  trees: trees.map(({ feature, threshold, left, value }) => ({
    feature,
    // JSON has no infinity: below any feature there is.
    threshold: threshold.map((edge) => (edge === -Infinity ? -1e30 : rounded(edge))),
    left,
    value: value.map(rounded),
  })),
});

const columns = (rows: readonly Row[]) =>
  LIFE_FEATURES.map((_, i) => Float64Array.from(rows, ({ features }) => features[i]));

const learnLife = (rows: readonly Row[]) => {
  const real = rows.filter(({ hours }) => hours > 0);
  const target = Float64Array.from(real, ({ hours }) => Math.log(Math.max(3, hours)));
  return fitBoosted(columns(real), target, { trees: 120, rate: 0.08, depth: 4, leastLeaf: 30 });
};

const learnReal = (rows: readonly Row[]) =>
  fitBoosted(
    columns(rows),
    Float64Array.from(rows, ({ hours }) => (hours > 0 ? 1 : 0)),
    {
      trees: 60,
      rate: 0.1,
      depth: 3,
      leastLeaf: 40,
    },
  );

/** A row with what was said of it by models that did not see its seed. */
interface Said extends Row {
  said: Record<LifeMethod, number>;
  real: number;
}

function crossValidated(rows: readonly Row[]): Said[] {
  const fold = ({ seed }: Row) => seed % FOLDS;
  return Array.from({ length: FOLDS }, (_, k) => k).flatMap((k) => {
    const seen = rows.filter((row) => fold(row) !== k);
    const [life, real] = [learnLife(seen), learnReal(seen)];
    return rows
      .filter((row) => fold(row) === k)
      .map((row) => ({
        ...row,
        said: { learnt: Math.exp(predictBoosted(life, row.features)), trend: row.trendHours },
        real: predictBoosted(real, row.features),
      }));
  });
}

const quantileOf = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.floor(share * sorted.length)))];

/** True over foretold lives that leave a tenth out on either side, by how long was foretold (split conformal). */
function bandsOf(said: readonly Said[], method: LifeMethod): IntervalBand[] {
  const usable = said.filter((row) => row.hours > 0 && Number.isFinite(row.said[method]));
  let from = 0;
  const bands: IntervalBand[] = [];
  for (const untilHours of BAND_HOURS) {
    const inside = usable.filter((row) => row.said[method] > from && row.said[method] <= untilHours);
    if (inside.length < LEAST_BAND_ROWS && untilHours !== Infinity) continue;
    const ratios = inside.map((row) => row.hours / Math.max(1, row.said[method])).sort((a, b) => a - b);
    from = untilHours;
    if (ratios.length === 0) continue;
    const low = rounded(Math.min(1, quantileOf(ratios, TAIL)));
    const high = rounded(Math.max(1, quantileOf(ratios, 1 - TAIL)));
    bands.push({ untilHours: untilHours === Infinity ? 1e9 : untilHours, low, high });
  }
  return bands;
}

/** Shares of real failures by what was said, never falling (pool adjacent violators, Ayer et al. 1955). */
function calibrationOf(said: readonly Said[]): LifeModel['calibration'] {
  const sorted = [...said].sort((a, b) => a.real - b.real);
  const size = Math.max(50, Math.ceil(sorted.length / 12));
  const pools: { sum: number; real: number; count: number }[] = [];
  for (let at = 0; at < sorted.length; at += size) {
    const part = sorted.slice(at, at + size);
    pools.push({
      sum: part.reduce((sum, row) => sum + row.real, 0),
      real: part.filter(({ hours }) => hours > 0).length,
      count: part.length,
    });
    for (let k = pools.length - 1; k > 0; k--) {
      const [a, b] = [pools[k - 1], pools[k]];
      if (a.real / a.count <= b.real / b.count) break;
      pools.splice(k - 1, 2, { sum: a.sum + b.sum, real: a.real + b.real, count: a.count + b.count });
    }
  }
  return pools.map(({ sum, real, count }) => [rounded(sum / count), rounded(real / count)]);
}

const errorOf = (rows: readonly Said[], method: LifeMethod) =>
  medianOf(
    rows
      .filter(({ hours }) => hours > 0)
      .map((row) => Math.abs(Math.log(Math.min(1440, row.said[method])) - Math.log(Math.max(3, row.hours)))),
  );

function betterOf(said: readonly Said[]): LifeModel['better'] {
  return Object.fromEntries(
    COMPONENT_IDS.flatMap((component) => {
      const rows = said.filter((row) => row.component === component);
      if (!rows.some(({ hours }) => hours > 0)) return [];
      return [[component, errorOf(rows, 'learnt') < errorOf(rows, 'trend') ? 'learnt' : 'trend']];
    }),
  );
}

/** Learn from the histories of some seeds and write the model. @returns what it says of itself */
export function trainLife(seeds: readonly number[], path: string): LifeModel {
  const limits = limitsOf(residualsAtFailure(seeds));
  const rows = seeds.flatMap((seed) => {
    process.stderr.write(`history ${seed}\n`);
    return rowsOf(seed, limits);
  });
  const said = crossValidated(rows);
  const model: LifeModel = {
    version: `life 1`,
    limits,
    life: compact(learnLife(rows)),
    real: compact(learnReal(rows)),
    calibration: calibrationOf(said),
    bands: { trend: bandsOf(said, 'trend'), learnt: bandsOf(said, 'learnt') },
    better: betterOf(said),
    trainedOn: {
      histories: seeds.length,
      failures: new Set(rows.filter(({ hours }) => hours > 0).map((row) => `${row.seed} ${row.component}`))
        .size,
      rows: rows.length,
      seeds: `${seeds[0]} to ${seeds[seeds.length - 1]}`,
    },
  };
  writeFileSync(path, `${JSON.stringify(model)}\n`);
  for (const component of COMPONENT_IDS) {
    const own = said.filter((row) => row.component === component);
    const real = own.filter(({ hours }) => hours > 0).length;
    process.stderr.write(
      `${component}: ${own.length} rows, ${real} real, error trend ${errorOf(own, 'trend').toFixed(3)}, learnt ${errorOf(own, 'learnt').toFixed(3)}\n`,
    );
  }
  return model;
}
