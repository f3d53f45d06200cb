import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeClock, writeFixed } from '../../../scripts/wide/text.mjs';

function textOf(write: (bytes: Uint8Array) => number): string {
  const bytes = Buffer.alloc(64);
  return bytes.toString('latin1', 0, write(bytes));
}
const fixed = (value: number, decimals: number) => textOf((bytes) => writeFixed(bytes, 0, value, decimals));

describe('text of the wide file', () => {
  it.each([
    [0, 7, '0'],
    [73.61, 7, '73.6100000'],
    [-0.42, 3, '-0.420'],
    [9.9999, 2, '10.00'],
    [184_532.000916, 6, '184532.000916'],
    [7, 1, '7.0'],
    [0.05, 1, '0.1'],
  ])('writes %d with %d decimals as %s', (value, decimals, expected) => {
    expect(fixed(value, decimals)).toBe(expected);
  });

  it('reads back within half of the last decimal', () => {
    const value = fc.double({ min: -9e8, max: 9e8, noNaN: true });
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 8 }), (number, decimals) => {
        const text = fixed(number, decimals);
        expect(text).toMatch(/^(0|-?(0|[1-9]\d*)\.\d+)$/);
        expect(Math.abs(Number(text) - number)).toBeLessThanOrEqual(0.5001 * 10 ** -decimals + 2e-7);
      }),
    );
  });

  it('writes every time of day as the clock shows it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399 }), (seconds) => {
        const expected = new Date(seconds * 1000).toISOString().slice(11, 19);
        expect(textOf((bytes) => writeClock(bytes, 0, seconds))).toBe(expected);
      }),
    );
  });
});
