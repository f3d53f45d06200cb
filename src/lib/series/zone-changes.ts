import { zoneOffsetMs } from './zone';

const WEEK_MS = 7 * 86_400_000;
const QUARTER_MS = 900_000;

/** A change of a zone's clock. */
export interface ClockChange {
  /** First instant of the new time, ms since epoch. */
  atMs: number;
  /** Minutes that the clock jumps: 60 when daylight saving starts, -60 when it ends. */
  minutes: number;
}

/**
 * Changes of a zone's clock in a stretch of time: days that have 23 or 25 hours. Two within a week are seen as one.
 * @param fromMs inclusive
 * @param toMs   exclusive
 * @throws RangeError when the zone is not known to the browser
 */
export function clockChanges(fromMs: number, toMs: number, zone: string): ClockChange[] {
  const changes: ClockChange[] = [];
  for (let start = fromMs; start < toMs; start += WEEK_MS) {
    const end = Math.min(start + WEEK_MS, toMs);
    const [before, after] = [zoneOffsetMs(start, zone), zoneOffsetMs(end, zone)];
    if (before !== after)
      changes.push({ atMs: changeIn(start, end, before, zone), minutes: (after - before) / 60_000 });
  }
  return changes.filter(({ atMs }) => atMs < toMs);
}

/** The quarter of an hour in (start, end] at which the offset stops being `before`. */
function changeIn(start: number, end: number, before: number, zone: string): number {
  let [low, high] = [Math.floor(start / QUARTER_MS), Math.ceil(end / QUARTER_MS)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffsetMs(middle * QUARTER_MS, zone) === before) low = middle;
    else high = middle;
  }
  return high * QUARTER_MS;
}
