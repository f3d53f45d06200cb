/** Readings or roll-ups of one tag. */
export type Samples = Float32Array | Float64Array;

/** What a tag measures, as far as detection cares. */
export type SampleKind = 'analog' | 'state' | 'total';

/** One tag on a frame's grid; NaN where there is no reading. */
export interface TagSamples {
  tag: string;
  /** `state`: 0 or 1 (a share between while it switches); `total`: a counter that only grows or resets. */
  kind: SampleKind;
  /** Part of the plant, for grouping events: `Compressor`, `Gas`. */
  system: string;
  /** Mean of each step, length of the frame. */
  avg: Samples;
  /** Least and greatest reading of each step; null when the frame holds single readings. */
  min: Samples | null;
  max: Samples | null;
  /** Readings in each step; null when not known. */
  count: Uint16Array | null;
  /** Steps whose reading no score may see, length of the frame: see `bad-data`. Left out when all may be seen. */
  bad?: Mask;
}

/** Tags of a plant on one regular grid, column by column. */
export interface Frame {
  /** Start of the first step, ms since epoch. */
  startMs: number;
  stepMs: number;
  /** Steps. */
  length: number;
  tags: readonly TagSamples[];
  /** Rows of the export in each step; null when not known. */
  rows: Uint16Array | null;
}

/** Steps to use (1) or not (0), length of the frame. */
export type Mask = Uint8Array;

/** Number of steps in use. */
export function countUsed(mask: Mask): number {
  let used = 0;
  for (let at = 0; at < mask.length; at++) used += mask[at];
  return used;
}

/** Indices of the steps in use, ascending. */
export function usedSteps(mask: Mask): Int32Array {
  const steps = new Int32Array(countUsed(mask));
  for (let at = 0, next = 0; at < mask.length; at++) if (mask[at] !== 0) steps[next++] = at;
  return steps;
}
