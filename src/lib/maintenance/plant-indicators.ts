/** The indicators of a plant: what was learnt of each, and its residuals. */

import { INDICATORS, type IndicatorSpec } from './components';
import { learnExpectation, residualsBy, type Expectation, type Reference } from './expectation';
import { modelInputs, modelRows, type ModelInputs } from './model-rows';
import { hoursUntil, type MissingSensor, type SensorHours } from './sensors';
import { steadyHours } from './steady';

/** An indicator that can be judged. */
export interface JudgedIndicator {
  spec: IndicatorSpec;
  expectation: Expectation;
  /** Length hours; worse = higher, NaN where nothing can be said. */
  residuals: Float64Array;
}

/** An indicator that cannot, and why. */
export interface UnjudgedIndicator {
  spec: IndicatorSpec;
  why: string;
}

/** All indicators of a plant. */
export interface PlantIndicators {
  judged: JudgedIndicator[];
  unjudged: UnjudgedIndicator[];
}

/** Hours and when each machine ran steadily. */
export function prepare(hours: SensorHours): ModelInputs {
  return modelInputs(hours, {
    compressor: steadyHours(hours, 'compressor'),
    blower: steadyHours(hours, 'blower'),
  });
}

/** Why an indicator has no rows: the sensors that it lacks. */
function lacking({ needs }: IndicatorSpec, missing: readonly MissingSensor[]): string {
  const lacks = missing.filter(({ name }) => needs.includes(name));
  if (lacks.length === 0) return 'a sensor that it needs was never read';
  return lacks.map(({ words, why }) => `${words}: ${why}`).join('; ');
}

/** References that a person set by machine; null to find the healthy days. */
export type References = Record<'compressor' | 'blower', Reference>;

/** Learn from the hours before an instant. */
export function learnIndicators(
  inputs: ModelInputs,
  missing: readonly MissingSensor[],
  references: References,
  untilMs: number,
): { learnt: { spec: IndicatorSpec; expectation: Expectation }[]; unjudged: UnjudgedIndicator[] } {
  const { timesMs } = inputs.hours;
  const found = timesMs.findIndex((ms) => ms >= untilMs);
  const end = found < 0 ? timesMs.length : found;
  const early: ModelInputs = {
    hours: hoursUntil(inputs.hours, end),
    steady: {
      compressor: inputs.steady.compressor.subarray(0, end),
      blower: inputs.steady.blower.subarray(0, end),
    },
    idealPower: inputs.idealPower.subarray(0, end),
    idealKelvin: inputs.idealKelvin.subarray(0, end),
  };
  const learnt: { spec: IndicatorSpec; expectation: Expectation }[] = [];
  const unjudged: UnjudgedIndicator[] = [];
  for (const spec of INDICATORS) {
    const rows = modelRows(spec.id, early);
    if (!rows) {
      unjudged.push({ spec, why: lacking(spec, missing) });
      continue;
    }
    const steady = early.steady[rows.machine];
    const expectation = learnExpectation(early.hours.timesMs, rows, steady, references[rows.machine]);
    if (expectation) learnt.push({ spec, expectation });
    else unjudged.push({ spec, why: tooFew(steady, rows.machine) });
  }
  return { learnt, unjudged };
}

function tooFew(steady: Uint8Array, machine: string): string {
  const hours = steady.reduce((sum, row) => sum + row, 0);
  return hours === 0
    ? `nothing tells when the ${machine} runs, or it never ran through an hour`
    : `fewer than five healthy days to compare with: the ${machine} ran steadily for ${hours} hours`;
}

/** Residuals of everything that was learnt. */
export function judgeIndicators(
  inputs: ModelInputs,
  learnt: readonly { spec: IndicatorSpec; expectation: Expectation }[],
): JudgedIndicator[] {
  return learnt.flatMap(({ spec, expectation }) => {
    const rows = modelRows(spec.id, inputs);
    if (!rows) return [];
    return [{ spec, expectation, residuals: residualsBy(expectation, rows, inputs.steady[rows.machine]) }];
  });
}
