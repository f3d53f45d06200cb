/**
 * Small fast counter generator sfc32 (Chris Doty-Humphrey, PractRand), its state in the open so that a simulation can
 * be saved and resumed: the same seed gives the same sequence on every machine.
 */
export type RandomState = Uint32Array;

/**
 * @param seed   any whole number
 * @param stream which of many independent sequences of this seed
 * @returns state for `nextUint`, length 4
 */
export function seedRandom(seed: number, stream = 0): RandomState {
  const state = Uint32Array.of(
    seed,
    Math.floor(seed / 0x100000000),
    0x9e3779b9 ^ Math.imul(stream, 0x85ebca6b),
    1,
  );
  for (let warmUp = 0; warmUp < 15; warmUp++) nextUint(state);
  return state;
}

/** The next unsigned 32-bit integer; moves the state on. */
export function nextUint(state: RandomState): number {
  // By index: taking a typed array apart by pattern goes through its iterator, a hundred times slower.
  const a = state[0] | 0;
  const b = state[1] | 0;
  const c = state[2] | 0;
  const counter = state[3] | 0;
  const sum = (((a + b) | 0) + counter) | 0;
  state[3] = (counter + 1) | 0;
  state[0] = b ^ (b >>> 9);
  state[1] = (c + (c << 3)) | 0;
  state[2] = (((c << 21) | (c >>> 11)) + sum) | 0;
  return sum >>> 0;
}

/** Uniform in [0, 1). */
export const nextUnit = (state: RandomState): number => nextUint(state) / 0x100000000;

/** Uniform in [low, high). */
export const nextBetween = (state: RandomState, low: number, high: number): number =>
  low + (high - low) * nextUnit(state);

/** One of the items. */
export const nextOf = <T>(state: RandomState, items: readonly T[]): T =>
  items[Math.floor(nextUnit(state) * items.length)];

/** Time to the next event of a process without memory; same unit as `mean`. */
export const nextExponential = (state: RandomState, mean: number): number =>
  -mean * Math.log(1 - nextUnit(state));

const QUANTILES = 1 << 16;

/** Quantile of the standard normal distribution; P. J. Acklam's rational approximation, relative error 1.2e-9. */
function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    const top = -7.784894002430293e-3 * q - 0.3223964580411365;
    return (
      ((((top * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
        1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  const top = ((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r;
  const bottom = ((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r;
  return (
    ((((top + 138.357751867269) * r - 30.66479806614716) * r + 2.506628277459239) * q) /
    (((bottom + 66.80131188771972) * r - 13.28068155288572) * r + 1)
  );
}

/** Standard normal values by 16 random bits: one table look-up a reading. Shape [65536], in rising order. */
export const NORMAL_TABLE: Float64Array = Float64Array.from({ length: QUANTILES }, (_, i) =>
  normalQuantile((i + 0.5) / QUANTILES),
);

/** Standard normal; within 4.4 standard deviations. */
export const nextNormal = (state: RandomState): number => NORMAL_TABLE[nextUint(state) >>> 16];

/** A fixed uniform number in [0, 1) for a seed and a place, in any order of asking. */
export function hashUnit(seed: number, place: number): number {
  let x = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(place | 0, 0x85ebca77)) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return ((x ^ (x >>> 15)) >>> 0) / 0x100000000;
}
