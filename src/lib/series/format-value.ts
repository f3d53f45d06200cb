import { localDigits } from './locale';

/** Units whose readings are not meant to a tenth once they reach 100. */
const COARSE = new Set(['ppm', 'rpm', '1/min', 'mbar', 'pa', 'mg/m3', 'mg/m³', 'kwh', 'm3', 'm³']);

function decimalsOf(size: number, unit: string): number {
  if (size >= 1000) return 0;
  if (size >= 100) return COARSE.has(unit.toLowerCase()) ? 0 : 1;
  if (size >= 10) return 1;
  return size >= 1 ? 2 : 3;
}

/**
 * A reading with as many digits as an operator reads, and its unit: `73.6 %`, `1 013 mbar`, `0.042 g/l`.
 * Decimals follow from the size alone, so a live value keeps its width. NaN and infinities are `no data`.
 */
export function formatValue(value: number, unit = ''): string {
  if (!Number.isFinite(value)) return 'no data';
  const tail = unit === '' ? '' : `\u00a0${unit}`;
  return `${digits(value, unit)}${tail}`.replace(/^-/, '\u2212');
}

function digits(value: number, unit: string): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 0.001 || size >= 1e9) return value.toExponential(2);
  return localDigits(value.toFixed(decimalsOf(size, unit)));
}

/**
 * Texts of axis ticks, all with the decimals that their distance needs.
 * @param ticks ascending values
 * @returns one text per tick
 */
export function formatTicks(ticks: number[]): string[] {
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : Math.abs(ticks[0] ?? 1) || 1;
  const size = Math.max(...ticks.map(Math.abs), 0);
  if (size >= 1e7 || (size > 0 && size < 1e-4)) return ticks.map((tick) => shortExponent(tick));
  const decimals = decimalsOfStep(step);
  return ticks.map((tick) =>
    localDigits(tick.toFixed(decimals))
      .replace(/^-(?=.*[1-9])/, '\u2212')
      .replace(/^-/, ''),
  );
}

/** Decimals that write a step in full: one for 2.5, two for 0.25; at most 8. */
function decimalsOfStep(step: number): number {
  let decimals = Math.min(8, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
  const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-6;
  // Ticks are at 1, 2, 2.5 and 5 times a power of ten: one decimal more is enough.
  if (decimals < 8 && !isWhole(step * 10 ** decimals) && isWhole(step * 10 ** (decimals + 1))) decimals++;
  return decimals;
}

function shortExponent(value: number): string {
  return value === 0
    ? '0'
    : value
        .toExponential(2)
        .replace(/\.?0+e/, 'e')
        .replace('e+', 'e');
}
