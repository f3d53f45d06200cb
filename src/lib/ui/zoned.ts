import { localeStyle } from '$lib/series/locale';
import { instantOf, wallMs } from '$lib/series/zone';

/** `2024-03-31 02:15`, with seconds when asked, the day as the locale in force has it; the zone is not named. */
export function formatTime(ms: number, zone: string, withSeconds = false): string {
  const clock = toInput(ms, zone).slice(11, withSeconds ? 19 : 16);
  return `${formatDay(ms, zone)} ${clock}`;
}

/** `02:15`. */
export function formatClock(ms: number, zone: string): string {
  return toInput(ms, zone).slice(11, 16);
}

/** `2024-03-31`, or as the locale in force has it. */
export function formatDay(ms: number, zone: string): string {
  const wall = new Date(wallMs(ms, zone));
  return localeStyle().day(wall.getUTCFullYear(), wall.getUTCMonth() + 1, wall.getUTCDate());
}

/** Value for an `<input type="datetime-local">`, to the second. */
export function toInput(ms: number, zone: string): string {
  return new Date(wallMs(ms, zone)).toISOString().slice(0, 19);
}

/** Years beyond these are on their way to being typed: 2024 passes by 2, 20 and 202. */
const EARLIEST_MS = Date.UTC(1900, 0, 1);
const LATEST_MS = Date.UTC(2200, 0, 1);

/** Instant of an `<input type="datetime-local">`'s value, null when it is empty, no time, or not of 1900 to 2199. */
export function fromInput(text: string, zone: string): number | null {
  const wall = Date.parse(`${text.length === 16 ? `${text}:00` : text}Z`);
  return wall >= EARLIEST_MS && wall < LATEST_MS ? instantOf(wall, zone) : null;
}
