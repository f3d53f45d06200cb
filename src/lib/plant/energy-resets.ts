import { wallMs } from '$lib/series/zone';
import type { CounterEvent } from './counters-types';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const NEAR_MS = 10 * MINUTE_MS;

/** When a counter resets. */
export type ResetPattern =
  | { kind: 'never' }
  | { kind: 'daily'; minuteOfDay: number; count: number }
  | { kind: 'irregular'; count: number };

/**
 * Whether a counter resets at one time of the day, by the zone's clock, to ten minutes.
 * @returns daily when four of five resets, and at least two, fall together
 */
export function resetPattern(events: readonly CounterEvent[], zone: string): ResetPattern {
  const times = events
    .filter(({ kind }) => kind === 'reset')
    .map(({ fromMs }) => ((wallMs(fromMs, zone) % DAY_MS) + DAY_MS) % DAY_MS);
  if (times.length === 0) return { kind: 'never' };
  const near = (a: number, b: number) => Math.min(Math.abs(a - b), DAY_MS - Math.abs(a - b)) <= NEAR_MS;
  const counts = times.map((time) => times.filter((other) => near(time, other)).length);
  const most = Math.max(...counts);
  const time = times[counts.indexOf(most)];
  if (most < 2 || most < 0.8 * times.length) return { kind: 'irregular', count: times.length };
  return { kind: 'daily', minuteOfDay: Math.round(time / MINUTE_MS), count: most };
}
