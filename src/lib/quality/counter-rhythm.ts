import { wallMs } from '$lib/series/zone';
import type { Drop } from './counter-drops';
import { MINUTE_MS } from './types';

/** Resets belong to a rhythm when so many of them come at one time of the day, so near to each other. */
const RHYTHM_SHARE = 0.7;
const RHYTHM_MINUTES = 10;
const LEAST_RHYTHM = 3;

/** Minute of the day that resets have in common, and those that come then; null when there is no rhythm. */
export function rhythmOf(
  minutes: Int32Array,
  resets: readonly Drop[],
  zone: string,
): { minute: number; members: Drop[] } | null {
  if (resets.length < LEAST_RHYTHM) return null;
  const times = resets.map(({ at }) => Math.floor(wallMs(minutes[at] * MINUTE_MS, zone) / MINUTE_MS) % 1440);
  const distance = (a: number, b: number) => Math.min(Math.abs(a - b), 1440 - Math.abs(a - b));
  for (const minute of new Set([0, ...times])) {
    const members = resets.filter((_, at) => distance(times[at], minute) <= RHYTHM_MINUTES);
    if (members.length >= RHYTHM_SHARE * resets.length) return { minute, members };
  }
  return null;
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Daily, monthly, or every so many days: how far apart the resets of a rhythm mostly are. */
export function rhythmWords(minutes: Int32Array, members: readonly Drop[], minute: number): string {
  const days = members
    .slice(1)
    .map((drop, at) => Math.round((minutes[drop.at] - minutes[members[at].at]) / 1440))
    .sort((a, b) => a - b);
  const usual = days[days.length >> 1] ?? 1;
  const every = usual === 1 ? 'each day' : usual >= 28 && usual <= 31 ? 'each month' : `every ${usual} days`;
  return `Starts anew ${every} near ${clock(minute)}, ${members.length} times: as a counter of a period does.`;
}
