import type { Standardised } from '../standardise';
import { shares, type DetectorScore, type FittedDetector } from '../types';

/** A detector that judges each tag by itself. */
export interface FittedTagwise extends FittedDetector {
  /** How abnormal one tag is at each step, >= 0; NaN without a reading. */
  tagScore(data: Standardised, tag: number): Float32Array;
}

/** The score of a step is that of its most abnormal tag. */
export function greatestOfTags(
  name: FittedDetector['name'],
  tagScore: FittedTagwise['tagScore'],
): FittedTagwise {
  const score = (data: Standardised): DetectorScore => {
    const values = new Float32Array(data.length);
    data.columns.forEach((_, tag) => {
      const scores = tagScore(data, tag);
      for (let at = 0; at < values.length; at++) if (scores[at] > values[at]) values[at] = scores[at];
    });
    for (let at = 0; at < values.length; at++) if (data.present[at] === 0) values[at] = NaN;
    return { values, valid: data.present };
  };
  const contributions = (data: Standardised, from: number, to: number): Float64Array => {
    const weights = Float64Array.from(data.columns, (_, tag) => {
      const scores = tagScore(data, tag);
      let sum = 0;
      for (let at = from; at < to; at++) if (scores[at] > 0) sum += scores[at] ** 2;
      return sum;
    });
    return shares(weights);
  };
  return { kind: 'fitted', name, tagScore, score, contributions };
}
