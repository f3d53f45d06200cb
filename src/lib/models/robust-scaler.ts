import { canonicalTag } from '../plant/tags';
import { fixedScale } from './features';
import { CLIP, fitScaler, type Scaler } from './scaler';
import type { StepRange } from './split';

/** Deviation of a normal distribution over its median absolute deviation. */
const NORMAL = 1.4826;
/** Deviations that become 1: what a fault does, many of them, stays within the clip. */
const WIDTH = 3;
/** Readings that medians are taken of, at most, evenly over the part. */
const MOST_READINGS = 20_000;

const isState = (name: string): boolean => canonicalTag(name)?.quantity === 'state';

/**
 * A scaler by median and median absolute deviation, times three: stops and faults among the readings do not widen it, so
 * that a small fault is as large beside a plant's usual readings in every plant. By mean and deviation where most
 * readings are the same; shares and states as they are.
 * @param columns a column a feature, NaN where there is no reading
 * @param part    steps that may be looked at
 */
export function fitRobustScaler(
  columns: readonly (Float32Array | Float64Array)[],
  features: readonly string[],
  part: StepRange,
): Scaler {
  const fitted = columns.map(
    (column, at) =>
      fixedScale(features[at], isState) ?? medianScale(column, part) ?? plainScale(column, part),
  );
  return {
    ...{ rule: 'standard', clip: CLIP },
    mean: fitted.map(({ mean }) => mean),
    deviation: fitted.map(({ deviation }) => deviation),
  };
}

function plainScale(column: Float32Array | Float64Array, part: StepRange) {
  const { mean, deviation } = fitScaler([column], part);
  return { mean: mean[0], deviation: deviation[0] };
}

/** Null when there are no readings, or when most are the same. */
function medianScale(column: Float32Array | Float64Array, { from, to }: StepRange) {
  const stride = Math.ceil((to - from) / MOST_READINGS);
  const some = Float64Array.from(
    { length: Math.ceil((to - from) / stride) },
    (_, at) => column[from + at * stride],
  );
  const known = some.filter(Number.isFinite).sort();
  if (known.length === 0) return null;
  const at = (share: number) => known[Math.floor(share * (known.length - 1))];
  const mean = at(0.5);
  const off = known.map((value) => Math.abs(value - mean)).sort();
  const spread = WIDTH * NORMAL * off[off.length >> 1];
  // Below the rounding of 32-bit readings a spread means nothing.
  if (spread <= Math.abs(mean) * 1e-6) return null;
  // A plant that often stands has two levels; neither may be cut off.
  return { mean, deviation: Math.max(spread, (at(0.9) - at(0.1)) / CLIP) };
}
