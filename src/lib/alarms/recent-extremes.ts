import { MINUTE_MS } from './minutes';

/** Least and greatest reading of a window; NaN when it holds none. */
export interface Extremes {
  least: number;
  greatest: number;
}

/**
 * Extremes of the readings of the `windowMinutes` minutes before the one given, by time, so that a gap is not bridged.
 * @returns a function of (start of the minute, its value), to be called in order of time
 */
export function recentExtremes(windowMinutes: number): (startMs: number, value: number) => Extremes {
  const values = new Float64Array(windowMinutes);
  const times = new Float64Array(windowMinutes).fill(-Infinity);
  let next = 0;
  return (startMs, value) => {
    let least = NaN;
    let greatest = NaN;
    const oldest = startMs - windowMinutes * MINUTE_MS;
    for (let at = 0; at < windowMinutes; at++) {
      if (times[at] < oldest || Number.isNaN(values[at])) continue;
      if (!(least <= values[at])) least = values[at];
      if (!(greatest >= values[at])) greatest = values[at];
    }
    const slot = next;
    next = (next + 1) % windowMinutes;
    values[slot] = value;
    times[slot] = startMs;
    return { least, greatest };
  };
}
