/** A clock that plays recorded time again, faster than it went: pure, real time is given to it. */

/** Times real speed. */
export const SPEEDS = [1, 10, 60, 600, 3600] as const;
export type Speed = (typeof SPEEDS)[number];

/** A replay's clock. It stands, or has run since an instant of real time. */
export interface ReplayClock {
  /** Data time when it was last set or started, ms since epoch. */
  atMs: number;
  speed: Speed;
  /** Real time since when it runs, ms of any monotonic clock; null while it stands. */
  runsSinceMs: number | null;
}

export interface ReplayTime {
  /** Data time, whole ms since epoch; never past the end of the data. */
  ms: number;
  /** Whether the end of the data is reached, where the clock stops. */
  ended: boolean;
}

/**
 * What a clock shows.
 * @param realMs real time now, of the same monotonic clock as `runsSinceMs`
 * @param endMs  end of the data, ms since epoch
 */
export function clockTime(
  { atMs, speed, runsSinceMs }: ReplayClock,
  realMs: number,
  endMs: number,
): ReplayTime {
  const ranMs = runsSinceMs === null ? 0 : Math.max(0, realMs - runsSinceMs);
  const ms = Math.min(endMs, Math.floor(atMs + ranMs * speed));
  return { ms, ended: ms >= endMs };
}

/** The clock running from what it shows now. */
export function playClock(clock: ReplayClock, realMs: number, endMs: number): ReplayClock {
  return { ...clock, atMs: clockTime(clock, realMs, endMs).ms, runsSinceMs: realMs };
}

/** The clock standing at what it shows now. */
export function pauseClock(clock: ReplayClock, realMs: number, endMs: number): ReplayClock {
  return { ...clock, atMs: clockTime(clock, realMs, endMs).ms, runsSinceMs: null };
}

/** The clock at another speed from now on; it shows the same, and runs or stands as before. */
export function setClockSpeed(clock: ReplayClock, speed: Speed, realMs: number, endMs: number): ReplayClock {
  const { ms } = clockTime(clock, realMs, endMs);
  return { atMs: ms, speed, runsSinceMs: clock.runsSinceMs === null ? null : realMs };
}

/** The clock set to a data time; it runs or stands as before. */
export function setClockTime(clock: ReplayClock, atMs: number, realMs: number): ReplayClock {
  return { ...clock, atMs, runsSinceMs: clock.runsSinceMs === null ? null : realMs };
}

const MINUTE_MS = 60_000;

/** A data time that a replay can stand at: the plant's first minute is over, and its end is not passed. */
export function replayInstant(ms: number, { firstMs, endMs }: { firstMs: number; endMs: number }): number {
  return Math.min(endMs, Math.max(ms, firstMs + MINUTE_MS));
}

/** A step of the replay: what it plays in a minute of real time, ms. */
export const replayStepMs = (speed: Speed): number => speed * MINUTE_MS;
