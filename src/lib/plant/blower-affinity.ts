/** A blower against its own curve, by the affinity laws: flow goes as speed, head as speed squared, power as its cube. */

import type { MachineBuckets } from './machines-columns';
import { leastSquares, robustLeastSquares, robustSpread } from './machines-fit';
import { chosenHealthy, findHealthy, type HealthyPart } from './machines-healthy';

/**
 * The curve of the affinity laws: head = a n^2 - b Q^2, in all speeds one line of head/n^2 over (Q/n)^2. Head in Pa,
 * speed in the unit of its tag, flow in Nm3/h.
 */
export interface AffinityCurve {
  /** Shut-off head at speed one, >= 0. */
  a: number;
  /** Head lost by flow, >= 0; 0 where the readings do not show any. */
  b: number;
}

/** What was learnt, and the blower against it. */
export interface BlowerExpectation {
  curve: AffinityCurve;
  healthy: HealthyPart;
  /** Robust spread of the speed excess in the healthy part, %. */
  spreadPercent: number;
  /** Flow over speed in the healthy part, lowest and highest: outside, the curve is a guess. */
  learntFrom: [low: number, high: number];
  /** Speed that the healthy blower would need for the same head and flow, length rows. */
  expectedSpeed: Float64Array;
  /** Speed beyond it, %: what wear, a slipping belt or a leak costs. */
  excessPercent: Float64Array;
}

/** Rows without which nothing is learnt. */
export const LEAST_ROWS = 48;

/** Head, Pa: discharge less suction. Null when one is not mapped. */
export function blowerHead({ mean }: MachineBuckets): Float64Array | null {
  const { suction, discharge } = mean;
  return suction && discharge ? discharge.map((pascal, at) => pascal - suction[at]) : null;
}

/** Speed at which a curve gives a head at a flow. */
export const speedFor = ({ a, b }: AffinityCurve, head: number, flow: number): number =>
  Math.sqrt(Math.max(0, head + b * flow * flow) / a);

function learnCurve(speed: Float64Array, flow: Float64Array, head: Float64Array): AffinityCurve | null {
  if (head.length < LEAST_ROWS) return null;
  const square = (values: Float64Array) => values.map((value) => value * value);
  const fit = robustLeastSquares([square(speed), square(flow)], head);
  if (fit && fit.coefficients[0] > 0 && fit.coefficients[1] <= 0)
    return { a: fit.coefficients[0], b: -fit.coefficients[1] };
  // Noise in the speed can turn the droop round; a blower's head does not rise with flow here, so it counts as flat.
  const flat = leastSquares([square(speed)], head, new Float64Array(head.length).fill(1));
  return flat && flat[0] > 0 ? { a: flat[0], b: 0 } : null;
}

/**
 * Learn a blower's curve from the healthy part of its history, and measure every row against it.
 * @param steady    rows that may be learnt from
 * @param reference a period to learn from, null to find the healthy part
 * @returns null when speed, flow or a pressure is not mapped, or fewer than 48 steady rows are at hand
 */
export function expectBlower(
  buckets: MachineBuckets,
  steady: Uint8Array,
  reference: { fromMs: number; toMs: number } | null,
): BlowerExpectation | null {
  const { timesMs, mean } = buckets;
  const [head, speed, flow] = [blowerHead(buckets), mean.speed, mean.flow];
  if (!head || !speed || !flow) return null;
  const usable = steady.map((row, at) =>
    row && speed[at] > 0 && Number.isFinite(head[at]) && Number.isFinite(flow[at]) ? 1 : 0,
  );
  const learn = (rows: Uint8Array) => {
    const pick = (values: Float64Array) => values.filter((_, at) => rows[at] === 1);
    return learnCurve(pick(speed), pick(flow), pick(head));
  };
  const expectedOf = (curve: AffinityCurve) => head.map((pascal, at) => speedFor(curve, pascal, flow[at]));
  const excessOf = (expected: Float64Array) =>
    expected.map((hz, at) => (usable[at] ? 100 * (speed[at] / hz - 1) : Number.NaN));
  const healthy = reference
    ? chosenHealthy(timesMs, usable, reference)
    : findHealthy(timesMs, usable, (rows) => {
        const curve = learn(rows);
        return curve && excessOf(expectedOf(curve));
      });
  const curve = healthy && learn(healthy.rows);
  if (!curve) return null;
  const expectedSpeed = expectedOf(curve);
  const excessPercent = excessOf(expectedSpeed);
  const inside = healthy.rows;
  const coefficient = flow.map((q, at) => q / speed[at]).filter((_, at) => inside[at] === 1);
  return {
    curve,
    healthy,
    spreadPercent: robustSpread(excessPercent.filter((_, at) => inside[at] === 1)),
    learntFrom: [Math.min(...coefficient), Math.max(...coefficient)],
    expectedSpeed,
    excessPercent,
  };
}

/** Speed excess of other rows by a curve learnt before, %. */
export function applyBlower(curve: AffinityCurve, buckets: MachineBuckets, steady: Uint8Array): Float64Array {
  const { speed, flow } = buckets.mean;
  const head = blowerHead(buckets);
  return Float64Array.from(steady, (row, at) =>
    row && head && speed && flow ? 100 * (speed[at] / speedFor(curve, head[at], flow[at]) - 1) : Number.NaN,
  );
}
