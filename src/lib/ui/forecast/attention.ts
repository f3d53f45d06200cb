import { HOUR_MS } from '$lib/forecast/types';

/** An hour with its share of what the network looked at. */
export interface SeenHour {
  /** Start of the hour, ms since epoch. */
  ms: number;
  share: number;
}

/** Hours that the network looked back over, the oldest first. @param endMs end of the last one, ms since epoch */
export const seenHours = (shares: Float32Array, endMs: number): SeenHour[] =>
  Array.from(shares, (share, at) => ({ ms: endMs - (shares.length - at) * HOUR_MS, share }));

/** The fewest hours that together have half of all it looked at, the one that mattered most first. */
export function halfOfIt(hours: readonly SeenHour[]): SeenHour[] {
  const order = [...hours].sort((a, b) => b.share - a.share);
  const found: SeenHour[] = [];
  let sum = 0;
  for (const hour of order) {
    if (sum >= 0.5) break;
    found.push(hour);
    sum += hour.share;
  }
  return found;
}
