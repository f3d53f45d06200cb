/** Discharge temperature as the healthy part of a compressor's history lets expect it. */

import type { MachineBuckets } from './machines-columns';
import { robustLeastSquares, robustSpread, medianOf } from './machines-fit';
import { chosenHealthy, findHealthy, type HealthyPart } from './machines-healthy';

/** How the discharge temperature is foretold. */
export type DischargeModel =
  /** T2 = T1 r^m: one exponent, the machine's own polytrope. */
  | { kind: 'polytropic'; exponent: number; spreadKelvin: number }
  /**
   * T2 = a + b T_oil + c T1 + d (r^((k-1)/k) - 1) T1: an oil-flooded machine is cooled by its oil, so its polytrope says
   * little; the last term is proportional to the ideal work.
   */
  | { kind: 'oil-cooled'; coefficients: number[]; spreadKelvin: number };

/** What was learnt and what it expects. */
export interface DischargeExpectation {
  model: DischargeModel;
  healthy: HealthyPart;
  /** Expected discharge temperature, K, length rows; NaN where inputs are missing. */
  expectedKelvin: Float64Array;
  /** Actual less expected, K. */
  excess: Float64Array;
}

/** Rows without which nothing is learnt. */
export const LEAST_ROWS = 48;

const pick = (values: Float64Array, rows: Uint8Array) => values.filter((_, at) => rows[at] === 1);

function polytropic(
  { mean }: MachineBuckets,
  ratio: Float64Array,
  rows: Uint8Array,
): { model: DischargeModel; expected: Float64Array } | null {
  const [t1, t2] = [mean.suctionTemperature, mean.dischargeTemperature];
  if (!t1 || !t2) return null;
  const exponents = pick(
    t2.map((kelvin, at) => Math.log(kelvin / t1[at]) / Math.log(ratio[at])),
    rows,
  ).filter(Number.isFinite);
  if (exponents.length < LEAST_ROWS) return null;
  const exponent = medianOf(exponents);
  const expected = t1.map((kelvin, at) => kelvin * ratio[at] ** exponent);
  const spreadKelvin = robustSpread(
    pick(
      t2.map((kelvin, at) => kelvin - expected[at]),
      rows,
    ),
  );
  return { model: { kind: 'polytropic', exponent, spreadKelvin }, expected };
}

function oilCooled(
  { mean }: MachineBuckets,
  isentropic: Float64Array,
  rows: Uint8Array,
): { model: DischargeModel; expected: Float64Array } | null {
  const [t1, t2, oil] = [mean.suctionTemperature, mean.dischargeTemperature, mean.oilTemperature];
  if (!t1 || !t2 || !oil) return null;
  const features = [t1.map(() => 1), oil, t1, isentropic.map((kelvin, at) => kelvin - t1[at])];
  const whole = rows.map((row, at) =>
    row && [t2, ...features].every((f) => Number.isFinite(f[at])) ? 1 : 0,
  );
  const target = pick(t2, whole);
  if (target.length < LEAST_ROWS) return null;
  const fit = robustLeastSquares(
    features.map((f) => pick(f, whole)),
    target,
  );
  if (!fit) return null;
  const { coefficients, spread } = fit;
  const expected = t1.map((_, at) => features.reduce((sum, f, i) => sum + coefficients[i] * f[at], 0));
  return { model: { kind: 'oil-cooled', coefficients, spreadKelvin: spread }, expected };
}

/**
 * Learn the discharge temperature from the healthy part of a history: by a polytrope, or by the heat balance of an
 * oil-flooded machine.
 * @param ratio      absolute pressure ratio, of `compressorWork`, as `isentropic` (K); length rows
 * @param steady     rows that may be learnt from
 * @param reference  a period to learn from, null to find the healthy part
 * @returns null when a temperature is not mapped or fewer than 48 steady rows are at hand
 */
export function expectDischarge(
  kind: DischargeModel['kind'],
  buckets: MachineBuckets,
  { ratio, isentropicKelvin }: { ratio: Float64Array; isentropicKelvin: Float64Array },
  steady: Uint8Array,
  reference: { fromMs: number; toMs: number } | null,
): DischargeExpectation | null {
  const actual = buckets.mean.dischargeTemperature;
  if (!actual) return null;
  const learn = (rows: Uint8Array) =>
    kind === 'polytropic' ? polytropic(buckets, ratio, rows) : oilCooled(buckets, isentropicKelvin, rows);
  const excessOf = (expected: Float64Array) => actual.map((kelvin, at) => kelvin - expected[at]);
  const healthy = reference
    ? chosenHealthy(buckets.timesMs, steady, reference)
    : findHealthy(buckets.timesMs, steady, (rows) => {
        const learnt = learn(rows);
        return learnt && excessOf(learnt.expected);
      });
  const learnt = healthy && learn(healthy.rows);
  if (!learnt) return null;
  return { model: learnt.model, healthy, expectedKelvin: learnt.expected, excess: excessOf(learnt.expected) };
}

/** Expected discharge temperature of other rows by a model learnt before, K. */
export function applyDischarge(
  model: DischargeModel,
  { mean }: MachineBuckets,
  { ratio, isentropicKelvin }: { ratio: Float64Array; isentropicKelvin: Float64Array },
): Float64Array {
  const t1 = mean.suctionTemperature ?? new Float64Array(ratio.length).fill(Number.NaN);
  switch (model.kind) {
    case 'polytropic':
      return t1.map((kelvin, at) => kelvin * ratio[at] ** model.exponent);
    case 'oil-cooled': {
      const [a, b, c, d] = model.coefficients;
      return t1.map(
        (kelvin, at) =>
          a +
          b * (mean.oilTemperature?.[at] ?? Number.NaN) +
          c * kelvin +
          d * (isentropicKelvin[at] - kelvin),
      );
    }
  }
  return model satisfies never;
}
