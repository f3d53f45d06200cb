import type { Standardised } from './standardise';

/** One step of all tags minus their means, into `row`; a tag without a reading counts as its mean. */
export function gather(
  { columns }: Standardised,
  at: number,
  mean: Float64Array,
  row: Float64Array,
): Float64Array {
  for (let i = 0; i < row.length; i++) {
    const value = columns[i][at];
    row[i] = value === value ? value - mean[i] : 0;
  }
  return row;
}
