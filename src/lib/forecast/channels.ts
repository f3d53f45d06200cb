import { HOUR_MS, type Channel } from './types';

/** An hour in which the plant ran for a smaller share says nothing of how it runs. */
const RUNNING_SHARE = 0.99;

/**
 * A channel without the hours in which the plant stood, even in part: they are left out, never zero.
 * @param running share of each hour in which the plant ran, NaN where not known (such hours stay); null without a signal
 */
export function whileRunning(
  channel: Channel,
  running: Float64Array | null,
): { channel: Channel; standing: number } {
  if (running === null) return { channel, standing: 0 };
  let standing = 0;
  const values = channel.values.map((value, at) => {
    if (Number.isNaN(value) || !(running[at] < RUNNING_SHARE)) return value;
    standing++;
    return NaN;
  });
  return { channel: { ...channel, values }, standing };
}

/**
 * Wall clock minus UTC in hours, for hours and a horizon beyond them.
 * @param offsetMs of an instant, ms
 */
export const hourOffsets = (startMs: number, hours: number, offsetMs: (ms: number) => number): Float64Array =>
  Float64Array.from({ length: hours }, (_, at) => offsetMs(startMs + at * HOUR_MS) / HOUR_MS);
