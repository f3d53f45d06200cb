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

/** How badly the steps between the rows fit their pace when the first row is in this occurrence. */
function misfit(walls: Float64Array, plan: SourcePlan, fold: Fold): number {
  const clock = new WallClock(plan.zone, plan.pace);
  clock.restart(fold);
  const { stepMs, newestFirst } = plan.pace ?? { stepMs: 0, newestFirst: false };
  const pace = newestFirst ? -stepMs : stepMs;
  let [sum, previous] = [0, Number.NaN];
  for (const wall of walls) {
    const utc = clock.toUtc(wall);
    if (!Number.isNaN(previous)) sum += Math.abs(utc - previous - pace);
    previous = utc;
  }
  return sum;
}

/** Which occurrence the source's first row is in, where it is in one: the one from which the rows go on at their pace. */
async function leadingFold(read: ReadBytes, plan: SourcePlan, sizeBytes: number): Promise<Fold> {
  const clock = new WallClock(plan.zone, plan.pace);
  const { dataStart } = plan;
  for (let ahead = FIRST_LOOK_BYTES; ; ahead *= 4) {
    const end = Math.min(sizeBytes, dataStart + ahead);
    const all = wallTimesIn(await read(dataStart, end), dataStart, plan);
    const after = all.findIndex((wall) => !clock.isTwice(wall));
    if (after < 0 && end < sizeBytes && ahead < MOST_BYTES) continue;
    const walls = after < 0 ? all : all.subarray(0, after + 1);
    const likely: Fold = plan.pace?.newestFirst ? 1 : 0;
    const other: Fold = likely === 0 ? 1 : 0;
    return misfit(walls, plan, other) < misfit(walls, plan, likely) ? other : likely;
  }
}

/**
 * Which occurrence a slice begins in, where its first row lies in an hour that occurs twice: found from the rows before,
 * back to one outside that hour, or where there is none from those after it. Undefined where no zone is at work or the hour is another: one short read a slice.
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
    clock.restart(known ? undefined : await leadingFold(read, plan, sizeBytes));
    for (const wall of walls) clock.toUtc(wall);
    clock.toUtc(first);
    return clock.fold;
  }
}
