import type { Mask } from '../frame';

/** What an instrument or state check found. */
export type CheckName =
  | 'flat line'
  | 'spikes'
  | 'missing readings'
  | 'left its constant'
  | 'state never seen'
  | 'clock'
  | 'data gap';

/** A stretch in which a check failed. */
export interface CheckSpan {
  check: CheckName;
  /** Place of the tag in the frame; null for what concerns the export as a whole. */
  index: number | null;
  /** Steps of the frame, from inclusive, to exclusive. */
  from: number;
  to: number;
  /** How far beyond what healthy steps did, 1 = as far. */
  ratio: number;
  /** In words with values. */
  words: string;
}

/** What checks learn from and judge. */
export interface CheckMasks {
  /** Healthy steps in operation. */
  use: Mask;
  /** Steps in operation, settled. */
  steady: Mask;
  /** Steps of the healthy period, whatever the plant did. */
  healthy: Mask;
}
