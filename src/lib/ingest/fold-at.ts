import { lineEndFinder } from './lines';
import { scanSlice } from './scan';
import type { ReadBytes } from './slices';
import type { Fold, Slice, SourcePlan } from './types';
import { WallClock } from './wall-clock';

const FIRST_LOOK_BYTES = 64 * 1024;
const MOST_BYTES = 64 << 20;

/** Wall times of the rows in bytes [start, end) of a source, those that cannot be read left out. */
function wallTimesIn(bytes: Uint8Array, start: number, plan: SourcePlan): Float64Array {
  const slice: Slice = { source: 0, order: 0, start, end: start + bytes.length };
  return scanSlice(slice, { ...plan, zone: 'UTC' }, bytes, null).timesMs.filter((ms) => !Number.isNaN(ms));
}

/**
 * Which occurrence a slice begins in, where its first row lies in an hour that occurs twice: found from the rows before,
 * back to one outside that hour. Undefined where no zone is at work or the hour is another: one short read a slice.
 * @param start byte at which the slice starts, the start of a row
 */
export async function foldAt(
  read: ReadBytes,
  plan: SourcePlan,
  start: number,
  sizeBytes: number,
): Promise<Fold | undefined> {
  if (plan.zoneInFile || plan.zone === 'UTC' || plan.time.kind === 'row-number') return undefined;
  const clock = new WallClock(plan.zone, plan.pace);
  const ahead = await read(start, Math.min(sizeBytes, start + FIRST_LOOK_BYTES));
  const first = wallTimesIn(ahead, start, plan).at(0);
  if (first === undefined || !clock.isTwice(first)) return undefined;
  const find = lineEndFinder(plan.dialect);
  for (let back = FIRST_LOOK_BYTES; ; back *= 4) {
    const from = Math.max(plan.dataStart, start - back);
    const bytes = await read(from, start);
    const skip = from === plan.dataStart ? 0 : Math.max(0, find(bytes, 0));
    const walls = wallTimesIn(bytes.subarray(skip), from + skip, plan);
    const known = walls.length > 0 && !clock.isTwice(walls[0]);
    if (!known && from > plan.dataStart && back < MOST_BYTES) continue;
    clock.restart();
    for (const wall of walls) clock.toUtc(wall);
    clock.toUtc(first);
    return clock.fold;
  }
}
