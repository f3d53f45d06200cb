import type { StepRange } from './split';

/** Scaled values are cut off here: a broken wire reads 1e9 and would be all that is learnt. */
export const CLIP = 10;

/** (reading - mean) / deviation, cut off at +-clip; a missing reading becomes 0 with mask 0. */
export interface Scaler {
  rule: 'standard';
  clip: number;
  /** Shape [features]. */
  mean: number[];
  /** Shape [features]; 1 where a feature is constant or has no readings, so that it scales to 0. */
  deviation: number[];
}

/**
 * Fit a scaler on the training part only.
 * @param columns a column a feature, NaN where there is no reading
 * @param part    steps that may be looked at
 * @param use     1 for steps that count; null for all
 */
export function fitScaler(
  columns: readonly (Float32Array | Float64Array)[],
  part: StepRange,
  use: Uint8Array | null = null,
): Scaler {
  const fitted = columns.map((column) => momentsOf(column, part, use));
  return {
    rule: 'standard',
    clip: CLIP,
    mean: fitted.map(({ mean }) => mean),
    deviation: fitted.map(({ deviation }) => deviation),
  };
}

/** Mean and deviation by Welford's update, which keeps its digits on a large mean. */
function momentsOf(column: Float32Array | Float64Array, { from, to }: StepRange, use: Uint8Array | null) {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let at = from; at < to; at++) {
    const value = column[at];
    if (!Number.isFinite(value) || (use !== null && use[at] === 0)) continue;
    count += 1;
    const off = value - mean;
    mean += off / count;
    squares += off * (value - mean);
  }
  const deviation = count > 1 ? Math.sqrt(squares / count) : 0;
  // Below the rounding of 32-bit readings a spread means nothing.
  return { mean, deviation: deviation > Math.abs(mean) * 1e-6 ? deviation : 1 };
}

/** One reading scaled; NaN stays NaN. */
export function scaleValue({ mean, deviation, clip }: Scaler, feature: number, value: number): number {
  const scaled = (value - mean[feature]) / deviation[feature];
  return scaled > clip ? clip : scaled < -clip ? -clip : scaled;
}

/** The reading of a scaled value. */
export const unscaleValue = ({ mean, deviation }: Scaler, feature: number, scaled: number): number =>
  scaled * deviation[feature] + mean[feature];
