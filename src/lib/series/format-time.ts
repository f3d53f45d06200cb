import { wallMs, zoneOffsetMs } from './zone';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (n: number) => String(n).padStart(2, '0');

/** Parts of an instant on a zone's clock, as texts. */
export interface WallText {
  /** `Sun 31 Mar` */
  weekday: string;
  /** `31 Mar` */
  date: string;
  month: string;
  year: string;
  /** `03:00` */
  time: string;
  /** `:05` */
  seconds: string;
  /** `.250` */
  fraction: string;
}

/** An instant on a zone's clock, in parts to put together. */
export function wallText(ms: number, zone: string): WallText {
  const wall = new Date(wallMs(ms, zone));
  const month = MONTHS[wall.getUTCMonth()];
  const date = `${wall.getUTCDate()} ${month}`;
  return {
    weekday: `${DAYS[wall.getUTCDay()]} ${date}`,
    date,
    month,
    year: String(wall.getUTCFullYear()),
    time: `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}`,
    seconds: `:${two(wall.getUTCSeconds())}`,
    fraction: `.${String(wall.getUTCMilliseconds()).padStart(3, '0')}`,
  };
}

/** `UTC`, `UTC+2` or `UTC+5:30`: the zone's distance from UTC at an instant. */
export function offsetText(ms: number, zone: string): string {
  const minutes = zoneOffsetMs(ms, zone) / 60_000;
  if (minutes === 0) return 'UTC';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest ? `:${two(rest)}` : ''}`;
}

/** `Sun 31 Mar 2024 03:00 UTC+2`; seconds only where they are not zero. */
export function formatInstant(ms: number, zone: string): string {
  const { weekday, year, time, seconds } = wallText(ms, zone);
  return `${weekday} ${year} ${time}${seconds === ':00' ? '' : seconds} ${offsetText(ms, zone)}`;
}

const UNITS: [ms: number, name: string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
];

/** A length of time in its two largest units: `2 h 14 min`, `45 s`, `3 d`; `0.25 s` below a second. */
export function formatDuration(ms: number): string {
  const length = Math.abs(ms);
  const largest = UNITS.findIndex(([unit]) => length >= unit);
  if (largest === -1) return `${length / 1000} s`;
  const [[unit, name], next] = [UNITS[largest], UNITS[largest + 1]];
  if (!next) return `${Math.round(length / unit)} s`;
  // Round in the smaller unit first, so that 59.9 min becomes 1 h and not 60 min.
  const rounded = Math.round(length / next[0]) * next[0];
  if (largest > 0 && rounded >= UNITS[largest - 1][0]) return formatDuration(rounded);
  const [whole, rest] = [Math.floor(rounded / unit), Math.round((rounded % unit) / next[0])];
  return rest ? `${whole} ${name} ${rest} ${next[1]}` : `${whole} ${name}`;
}
