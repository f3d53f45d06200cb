/** Counts, sizes and changes as a shift operator reads them; readings are `$lib/series/format-value`'s. */

import { formatValue } from '$lib/series/format-value';
import { localDigits, localeStyle } from '$lib/series/locale';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A count with thousands separators. */
export function formatCount(count: number): string {
  return localeStyle().tag === null ? whole.format(count) : localDigits(String(Math.round(count)));
}

/** `1 row`, `2 rows`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A size in decimal units with three significant digits: `16.9 GB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${localDigits(String(Number((bytes / 1000 ** power).toPrecision(3))))} ${BYTE_UNITS[power]}`;
}

/** A change with its sign and unit: `+0.50 psi`. */
export function formatChange(now: number, before: number, unit: string): string {
  const difference = now - before;
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '±';
  return `${sign}${formatValue(Math.abs(difference), unit)}`;
}
