/** Shares of a classifier made into probabilities that hold, and the share below which it is "unknown". */
import { named, unknownBelow } from './unknown';

/** How a classifier's shares are to be read; fitted on windows that its weights were not fitted to. */
export interface Calibration {
  /** Shares are raised to 1 / temperature and add up to 1 again: above 1 it was too sure of itself. */
  temperature: number;
  /** Probability below which the answer is "unknown"; null when no probability was enough. */
  unknownBelow: number | null;
  /** Share of the named that were to be right, 0 to 1. */
  right: number;
  /** Windows it was fitted on. */
  windows: number;
}

/** Of the windows that are given a name, so many should be right. */
export const RIGHT = 0.95;
/** What is less likely than not gets no name, however often such names were right. */
export const LEAST_NAMED = 0.5;
/** A share of exactly 0 has no logarithm. */
const LEAST = 1e-12;
/** Temperatures that are looked through, natural logarithms: a few windows that are all right make nothing certain. */
const [COLDEST, HOTTEST] = [Math.log(0.5), Math.log(20)];
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Shares at a temperature.
 * @param shares [rows * classes], each row adding up to 1
 * @param temperature > 0; 1 leaves them as they are
 * @returns the same shape
 */
export function tempered(shares: Float32Array, classes: number, temperature: number): Float32Array {
  const found = new Float32Array(shares.length);
  for (let from = 0; from < shares.length; from += classes) {
    let greatest = LEAST;
    for (let at = from; at < from + classes; at++) greatest = Math.max(greatest, shares[at]);
    let sum = 0;
    for (let at = from; at < from + classes; at++) {
      const value = Math.exp(Math.log(Math.max(LEAST, shares[at]) / greatest) / temperature);
      found[at] = value;
      sum += value;
    }
    for (let at = from; at < from + classes; at++) found[at] /= sum;
  }
  return found;
}

/** Mean of -log of the probability that was given to what it was; lower is better. NaN without rows. */
export function surprise(shares: Float32Array, known: Uint8Array, classes: number): number {
  let sum = 0;
  known.forEach((own, row) => (sum -= Math.log(Math.max(LEAST, shares[row * classes + own]))));
  return sum / known.length;
}

/**
 * Temperature scaling (Guo et al. 2017): the one temperature at which the known classes surprise least. The surprise is
 * convex in 1 / temperature, so that a golden-section search finds it.
 * @param shares [rows * classes] of windows that the weights were not fitted to
 * @param known  class of each row
 * @returns 1 without rows
 */
export function fitTemperature(shares: Float32Array, known: Uint8Array, classes: number): number {
  if (known.length === 0) return 1;
  const at = (log: number) => surprise(tempered(shares, classes, Math.exp(log)), known, classes);
  let [low, high] = [COLDEST, HOTTEST];
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atA, atB] = [at(a), at(b)];
  while (high - low > 1e-3) {
    if (atA <= atB) {
      [high, b, atB] = [b, a, atA];
      a = high - GOLDEN * (high - low);
      atA = at(a);
    } else {
      [low, a, atA] = [a, b, atB];
      b = low + GOLDEN * (high - low);
      atB = at(b);
    }
  }
  return Math.exp((low + high) / 2);
}

/** Temperature and the limit of "unknown" of a validation part. @param right share of the named that should be right */
export function calibrate(
  shares: Float32Array,
  known: Uint8Array,
  classes: number,
  right = RIGHT,
): Calibration {
  const temperature = fitTemperature(shares, known, classes);
  const below = unknownBelow(named(tempered(shares, classes, temperature), classes), known, right);
  return {
    temperature,
    unknownBelow: Number.isFinite(below) ? Math.max(LEAST_NAMED, below) : null,
    ...{ right, windows: known.length },
  };
}
