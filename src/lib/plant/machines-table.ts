import { medianOf } from './machines-fit';
import type { MachineBuckets } from './machines-columns';
import {
  MACHINE_STATES,
  statesOf,
  type MachineState,
  type StateSignals,
  type StateThresholds,
} from './states';

/**
 * Mean of columns in each state, over the buckets that are wholly in it (a run bit that is NaN says they are not); NaN
 * where there is none.
 * @param names columns of the buckets
 */
export function stateMeans(
  { mean }: MachineBuckets,
  signals: StateSignals,
  thresholds: StateThresholds,
  names: readonly string[],
): Record<MachineState, Record<string, number>> {
  const codes = statesOf(signals, thresholds);
  const meanOf = (values: Float64Array | undefined, code: number) => {
    let [sum, count] = [0, 0];
    codes.forEach((one, at) => {
      const value = values?.[at] ?? Number.NaN;
      const mixed = signals.running !== null && Number.isNaN(signals.running[at]);
      if (one !== code || mixed || Number.isNaN(value)) return;
      sum += value;
      count += 1;
    });
    return count > 0 ? sum / count : Number.NaN;
  };
  return Object.fromEntries(
    MACHINE_STATES.map((state, code) => [
      state,
      Object.fromEntries(names.map((name) => [name, meanOf(mean[name], code)])),
    ]),
  ) as Record<MachineState, Record<string, number>>;
}

const DAY_MS = 86_400_000;

/** Median of the last day (24 h) that holds values: where a machine stands now. NaN without a value. */
export function lastDayMedian(timesMs: Float64Array, values: Float64Array): number {
  let last = values.length - 1;
  while (last >= 0 && !Number.isFinite(values[last])) last -= 1;
  return last < 0 ? Number.NaN : medianOf(values.filter((_, at) => timesMs[at] > timesMs[last] - DAY_MS));
}
