import type { BlowerExpectation } from '$lib/plant/blower-affinity';

/** Speed excess, %, that is worth a look whatever the noise; and the same in spreads of the healthy part. */
const LEAST_EXCESS = 2;
const SPREADS = 5;

/** Whether a blower runs clearly faster than it would need. */
export const isAboveNeed = (expectation: BlowerExpectation | null, excessPercent: number): boolean =>
  expectation !== null && excessPercent > Math.max(LEAST_EXCESS, SPREADS * expectation.spreadPercent);

/** A learnt curve in words: `Head = a · n² − b · Q²; a = 12.6 Pa/Hz², b = 0.825 Pa/(Nm³/h)².` */
export function curveWords(expectation: BlowerExpectation | null, speedUnit: string): string {
  if (!expectation)
    return 'Nothing was learnt: speed, gas flow, both pressures and 48 steady hours are needed.';
  const { a, b } = expectation.curve;
  return `Head = a · n² − b · Q²; a = ${a.toPrecision(3)} Pa/${speedUnit || 'unit'}², b = ${b.toPrecision(3)} Pa/(Nm³/h)².`;
}
