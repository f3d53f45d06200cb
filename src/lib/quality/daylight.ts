import { instantOf, startOfDay, zoneOffsetMs } from '$lib/series/zone';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Zones whose rules nearly all plants with daylight saving follow, with the words for them. */
const RULES: [zone: string, words: string][] = [
  ['Europe/Berlin', 'in Europe'],
  ['America/New_York', 'in North America'],
];

/**
 * Where daylight saving begins or ends in the night of a wall clock's time, in words; '' when it does nowhere.
 * @param wall ms of a clock without zone, as if it were UTC
 */
export function daylightChange(wall: number, change: 'begins' | 'ends'): string {
  const hour = (wall % DAY_MS) / HOUR_MS;
  if (hour > 4) return '';
  const found = RULES.find(([zone]) => {
    const start = startOfDay(instantOf(wall, zone), zone);
    const shift = zoneOffsetMs(start + 12 * HOUR_MS, zone) - zoneOffsetMs(start, zone);
    return change === 'begins' ? shift > 0 : shift < 0;
  });
  return found ? found[1] : '';
}
