import type { TagMinutes } from './types';

/** A stretch in which every reading is the same. */
export interface Hold {
  /** Positions in the timeline, first and last, both inside. */
  first: number;
  last: number;
  value: number;
}

/** How a tag moves and holds. */
export interface Holds {
  /** Stretches of one value over two readings' time or more, in order. */
  held: Hold[];
  /** Minutes that hold a value of their own, or move within themselves. */
  moving: number;
}

/**
 * The history cut where the value changes; gaps end a hold.
 * @param minutes    minutes since epoch, ascending
 * @param gapMinutes minutes further apart do not belong together
 */
export function holdsOf(minutes: Int32Array, { min, max }: TagMinutes, gapMinutes: number): Holds {
  const held: Hold[] = [];
  let moving = 0;
  let [first, last, value] = [-1, -1, Number.NaN];
  const close = () => {
    if (last > first) held.push({ first, last, value });
    else if (first >= 0) moving++;
  };
  for (let at = 0; at < minutes.length; at++) {
    const low = min[at];
    if (Number.isNaN(low)) continue;
    const still = low === max[at];
    if (still && low === value && minutes[at] - minutes[last] <= gapMinutes) last = at;
    else {
      close();
      first = last = at;
      value = still ? low : Number.NaN;
    }
  }
  close();
  return { held, moving };
}

/** Length of a hold in minutes. */
export const holdMinutes = (minutes: Int32Array, { first, last }: Hold): number =>
  minutes[last] - minutes[first] + 1;
