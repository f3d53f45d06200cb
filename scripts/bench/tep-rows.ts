// Tennessee Eastman as it lies in ../shared/datasets/tep: 52 variables each 3 minutes.
import { readFileSync } from 'node:fs';

export const VARIABLES = 52;
/** Faults at hand. */
export const FAULTS = [1, 2, 4, 5, 6, 10, 14];
/** The fault of a test file begins at this sample. */
export const FAULT_FROM = 160;

/** Rows of a file; d00.dat holds variables in rows. */
export function rowsOf(path: string): number[][] {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  const numbers = lines.map((line) => line.trim().split(/\s+/).map(Number));
  if (numbers[0].length === VARIABLES) return numbers;
  return numbers[0].map((_, sample) => numbers.map((row) => row[sample]));
}

/** Name of a fault's file; fault 0 is normal operation. */
export const fileOf = (fault: number, part: 'train' | 'test'): string =>
  `d${String(fault).padStart(2, '0')}${part === 'test' ? '_te' : ''}.dat`;
