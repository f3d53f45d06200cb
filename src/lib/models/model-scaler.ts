import type { ModelName } from '../learn/models/model-types';
import { modelEntry } from './registry';
import { fitRobustScaler } from './robust-scaler';
import { fitScaler, type Scaler } from './scaler';
import type { StepRange } from './split';

/**
 * A scaler as a model's weights expect it: by medians for the fault classifier, by mean and deviation for the others.
 * @param columns a column a feature, NaN where there is no reading
 * @param part    steps that may be looked at
 */
export const fitModelScaler = (
  { name, features }: { name: ModelName; features: readonly string[] },
  columns: readonly (Float32Array | Float64Array)[],
  part: StepRange,
): Scaler =>
  modelEntry(name).samples === 'classes'
    ? fitRobustScaler(columns, features, part)
    : fitScaler(columns, part);
