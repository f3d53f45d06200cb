/** The part of a machine's history that it is measured against. */

import { medianOf, robustSpread } from './machines-fit';

/** Where a reference was learnt. */
export interface HealthyPart {
  /** 1 for rows that belong to it, length rows. */
  rows: Uint8Array;
  /** First and last row in it, ms since epoch; NaN when it is empty. */
  fromMs: number;
  toMs: number;
  count: number;
}

/** Best blocks that define what is usual, and how many spreads from their median still count as the same. */
const BEST_SHARE = 1 / 3;
const SPREADS = 3;
const ROUNDS = 8;
const LEAST_BLOCK_ROWS = 3;

/** The part made of given rows. */
export function partOf(timesMs: Float64Array, rows: Uint8Array): HealthyPart {
  const inside = timesMs.filter((_, at) => rows[at] === 1);
  return {
    rows,
    fromMs: inside[0] ?? Number.NaN,
    toMs: inside[inside.length - 1] ?? Number.NaN,
    count: inside.length,
  };
}

/** Length of the blocks that are judged as a whole: a sixtieth of the history, from one hour to one day. */
export const blockLengthMs = (historyMs: number): number =>
  Math.min(86_400_000, Math.max(3_600_000, historyMs / 60));

/** Rows that a fit needs while the healthy part is looked for; the last fit takes all. */
const ROWS_TO_SEARCH = 1500;

/** Every so many of the rows that are set, at most `most` of them. */
function thinned(rows: Uint8Array, most: number): Uint8Array {
  const every = Math.ceil(rows.reduce((sum, row) => sum + row, 0) / most);
  let passed = 0;
  return rows.map((row) => (row === 1 && passed++ % every === 0 ? 1 : 0));
}

/** Median of the candidates' residuals in each block; blocks of less than three rows are left out. */
function blockMedians(
  timesMs: Float64Array,
  residuals: Float64Array,
  candidates: Uint8Array,
  blockMs: number,
): Map<number, number> {
  const blocks = new Map<number, number[]>();
  timesMs.forEach((ms, at) => {
    if (candidates[at] === 0 || !Number.isFinite(residuals[at])) return;
    const block = Math.floor(ms / blockMs);
    blocks.set(block, [...(blocks.get(block) ?? []), residuals[at]]);
  });
  return new Map(
    [...blocks]
      .filter(([, values]) => values.length >= LEAST_BLOCK_ROWS)
      .map(([block, values]) => [block, medianOf(values)]),
  );
}

/**
 * Find the healthy part of a history by a fault signal that wear only raises (speed needed, heat): fit to all rows,
 * keep the third of the days with the lowest residual and every day within three robust spreads of them, fit to those,
 * and again until nothing changes. It is the best the machine was seen to do; one that was never healthy is measured
 * against its best days.
 * @param candidates rows that may be learnt from, 1 or 0
 * @param residualsOf residuals of all rows when learnt from some, worse = higher; null when they are too few
 * @returns null when nothing can be learnt
 */
export function findHealthy(
  timesMs: Float64Array,
  candidates: Uint8Array,
  residualsOf: (rows: Uint8Array) => Float64Array | null,
): HealthyPart | null {
  if (timesMs.length === 0) return null;
  const blockMs = blockLengthMs(timesMs[timesMs.length - 1] - timesMs[0]);
  let rows = candidates;
  for (let round = 0; round < ROUNDS; round++) {
    const residuals = residualsOf(thinned(rows, ROWS_TO_SEARCH));
    if (residuals === null) return null;
    const blocks = blockMedians(timesMs, residuals, candidates, blockMs);
    const sorted = [...blocks.values()].sort((a, b) => a - b);
    if (sorted.length === 0) return null;
    const best = sorted.slice(0, Math.max(1, Math.ceil(sorted.length * BEST_SHARE)));
    const limit = Math.max(best[best.length - 1], medianOf(best) + SPREADS * robustSpread(best));
    const kept = candidates.map((candidate, at) =>
      candidate && (blocks.get(Math.floor(timesMs[at] / blockMs)) ?? Infinity) <= limit ? 1 : 0,
    );
    if (kept.every((value, at) => value === rows[at])) break;
    rows = kept;
  }
  return partOf(timesMs, rows);
}

/** Rows of the candidates in a period that a person chose, from inclusive, to exclusive. */
export const chosenHealthy = (
  timesMs: Float64Array,
  candidates: Uint8Array,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): HealthyPart =>
  partOf(
    timesMs,
    candidates.map((candidate, at) => (candidate && timesMs[at] >= fromMs && timesMs[at] < toMs ? 1 : 0)),
  );
