import { describe, expect, it } from 'vitest';
import { formatTicks, formatValue } from '$lib/series/format-value';

const plain = (text: string) =>
  text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ').replaceAll('\u2212', '-');

describe('a value with its unit', () => {
  it.each([
    [73.6149, '%', '73.6 %'],
    [203.4, 'ppm', '203 ppm'],
    [120.34, '°C', '120.3 °C'],
    [1013.25, 'mbar', '1 013 mbar'],
    [1_234_567, 'kWh', '1 234 567 kWh'],
    [1.7049, 'mm/s', '1.70 mm/s'],
    [0.0421, 'g/l', '0.042 g/l'],
    [0, '%', '0 %'],
    [-4.2, 'mbar', '-4.20 mbar'],
    [0.000012, '', '1.20e-5'],
    [NaN, '%', 'no data'],
    [Infinity, '%', 'no data'],
  ])('shows %d %s as %s', (value, unit, text) => expect(plain(formatValue(value, unit))).toBe(text));
});

describe('ticks of a value axis', () => {
  it('share the decimals that their distance needs', () => {
    expect(formatTicks([38.5, 39, 39.5])).toEqual(['38.5', '39.0', '39.5']);
    expect(formatTicks([0, 50, 100])).toEqual(['0', '50', '100']);
    expect(formatTicks([0.02, 0.04])).toEqual(['0.02', '0.04']);
  });

  it('never write a negative zero', () => {
    expect(formatTicks([-0.5, -0, 0.5]).map(plain)).toEqual(['-0.5', '0.0', '0.5']);
  });

  it('are short for very large and very small values', () => {
    expect(formatTicks([0, 1e7, 2e7])).toEqual(['0', '1e7', '2e7']);
  });

  it('are empty for no ticks', () => expect(formatTicks([])).toEqual([]));
});
