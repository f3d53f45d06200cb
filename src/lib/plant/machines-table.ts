import type { MachineBuckets } from './machines-columns';
import {
  MACHINE_STATES,
  statesOf,
  type MachineState,
  type StateSignals,
  type StateThresholds,
} from './states';

/**
 * Mean of columns in each state, over the buckets that are in it; NaN where there is none.
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
      if (one !== code || Number.isNaN(value)) return;
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
