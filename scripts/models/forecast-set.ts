// Hours of all plants with what came after, for the forecaster.
import { featureColumn, meansOnly, neededFor } from '../../src/lib/models/features';
import { forecastSamples, type ForecastShape } from '../../src/lib/models/forecast-samples';
import type { Part, PreparedTraining } from '../../src/lib/models/prepare-training';
import { presentSteps, windowStarts } from '../../src/lib/models/window-starts';
import { MINUTE_FEATURES, type Plant, type SetName } from './plants';
import type { Member, Pool } from './pooled';

const HOUR_MS = 3_600_000;
/** Hours between two windows. */
const STRIDE: Record<SetName, number> = { train: 4, validation: 3, test: 1 };

export const FORECAST_TARGETS = ['gas.ch4', 'gas.co2', 'gas.flow', 'energy.rate'];
export const HOUR_FEATURES = [...MINUTE_FEATURES, 'energy.rate', 'clock.day_sin', 'clock.day_cos'];

/** Means of the minutes of each hour that have a reading, and what is made of them. */
export function hourColumns({ columns, minutes, startMs }: Plant): Float32Array[] {
  const hours = Math.floor(minutes / 60);
  const timesMs = Float64Array.from({ length: hours }, (_, hour) => startMs + hour * HOUR_MS);
  const known = new Map(
    neededFor(HOUR_FEATURES).map((name) => [name, hourMeans(columns[MINUTE_FEATURES.indexOf(name)], hours)]),
  );
  const readings = meansOnly((name) => known.get(name)!);
  return HOUR_FEATURES.map((name) => featureColumn(name, readings, timesMs));
}

function hourMeans(column: Float32Array, hours: number): Float32Array {
  return Float32Array.from({ length: hours }, (_, hour) => {
    let [sum, count] = [0, 0];
    for (let minute = hour * 60; minute < hour * 60 + 60; minute++) {
      if (Number.isNaN(column[minute])) continue;
      sum += column[minute];
      count += 1;
    }
    return count === 0 ? NaN : sum / count;
  });
}

export interface ForecastSet extends PreparedTraining {
  shape: ForecastShape;
  /** Test windows of each unseen plant, with its own scaler, to judge in the targets' units. */
  plants: (PreparedTraining & { seed: number })[];
}

export function forecastSet(pool: Pool, { steps, horizon }: { steps: number; horizon: number }): ForecastSet {
  const { matrix, members, split, scaler } = pool;
  const use = presentSteps(matrix);
  const shape = { steps, horizon, targets: FORECAST_TARGETS.map((name) => HOUR_FEATURES.indexOf(name)) };
  const windows = (chosen: readonly Member[]): Part => {
    const starts = Int32Array.from(
      chosen.flatMap(({ set, range, later }) => [
        ...windowStarts(use, set === 'train' ? range : later, steps + horizon, STRIDE[set]),
      ]),
    );
    return { starts, samples: forecastSamples(matrix, starts, shape) };
  };
  const of = (set: SetName) => members.filter((member) => member.set === set);
  const all = {
    ...{ matrix, split, scaler, shape },
    ...{ train: windows(of('train')), validation: windows(of('validation')), test: windows(of('test')) },
  };
  const plants = of('test').map((member) => ({
    ...all,
    ...{ seed: member.plant.seed, scaler: member.scaler, test: windows([member]) },
  }));
  return { ...all, plants };
}
