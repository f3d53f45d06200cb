export const SLOT_MS = 600_000;
/** A flood starts in a slot of more than this many annunciations per operator, and ends with one of fewer than `FLOOD_ENDS`. */
export const FLOOD_STARTS = 10;
export const FLOOD_ENDS = 5;

/** A flood of alarms; the end is not part of it. */
export interface Flood {
  fromMs: number;
  /** Start of the first calm slot, or the end of the period. */
  toMs: number;
  annunciations: number;
}

/**
 * Annunciations of each 10 minutes.
 * @param timesMs when alarms annunciated, from `fromMs` (inclusive) to `toMs` (exclusive)
 * @returns shape [slots], the last may be shorter; empty for an empty period
 */
export function slotCounts(timesMs: readonly number[], fromMs: number, toMs: number): Float64Array {
  const counts = new Float64Array(Math.max(0, Math.ceil((toMs - fromMs) / SLOT_MS)));
  for (const atMs of timesMs) counts[Math.floor((atMs - fromMs) / SLOT_MS)] += 1;
  return counts;
}

/**
 * Floods of a period (ISA-18.2): from a slot above 10 to the first slot below 5.
 * @param counts of `slotCounts`
 * @param operators who share the load, > 0
 */
export function floodsOf(counts: Float64Array, operators: number, fromMs: number, toMs: number): Flood[] {
  const floods: Flood[] = [];
  let flood: Flood | null = null;
  counts.forEach((count, slot) => {
    const startMs = fromMs + slot * SLOT_MS;
    const each = count / operators;
    if (flood !== null && each < FLOOD_ENDS) {
      floods.push({ ...flood, toMs: startMs });
      flood = null;
    } else if (flood !== null) flood = { ...flood, annunciations: flood.annunciations + count };
    else if (each > FLOOD_STARTS) flood = { fromMs: startMs, toMs, annunciations: count };
  });
  return flood === null ? floods : [...floods, flood];
}
