import { lengthInWords } from './length-words';
import { UNDECIDED } from './timeline';
import type { Finding } from './types';

/** Rows of equal time that agree in all values are the same row from this share of them on. */
const SAME_SHARE = 0.9;
/** Fewer pairs of equal time tell nothing. */
const LEAST_PAIRS = 10;

/**
 * Whether rows of equal time are the same rows again, or others.
 * @param timesMs time of each reading, ms since epoch, ascending, length rows
 * @param columns values of some tags, length rows each; NaN where there is none
 * @returns null when too few rows share their time, or none of their values moves, so that they cannot be told apart
 */
export function areSameRows(timesMs: Float64Array, columns: readonly Float64Array[]): boolean | null {
  const moving = columns.filter((values) =>
    values.some((value) => value !== values[0] && !Number.isNaN(value)),
  );
  if (moving.length === 0) return null;
  let [pairs, same] = [0, 0];
  for (let row = 1; row < timesMs.length; row++) {
    if (timesMs[row] !== timesMs[row - 1]) continue;
    pairs++;
    if (moving.every((values) => Object.is(values[row], values[row - 1]))) same++;
  }
  return pairs < LEAST_PAIRS ? null : same >= SAME_SHARE * pairs;
}

/** Whether a finding is a stretch of rows held twice of which the roll-ups cannot tell why. */
export const isUndecided = ({ kind, tag, words }: Finding): boolean =>
  kind === 'duplicates' && tag === null && words.endsWith(UNDECIDED);

/** The finding after a look at the readings; its id stays, so that what a person decided about it holds. */
export function decided(finding: Finding, same: boolean): Finding {
  const by = lengthInWords(finding.count);
  return same
    ? {
        ...finding,
        words: `A stretch of ${by} is there twice: the export holds the same rows again, with the same values.`,
      }
    : {
        ...finding,
        kind: 'clock step',
        words: `A stretch of ${by} is there twice with different values: the clock was set back by ${by}.`,
      };
}
