import { describe, expect, it } from 'vitest';
import { continuesPlant, grownFrom, growsByRows, type KnownPlant } from '$lib/sources/continuation';

const DAY_MS = 86_400_000;
const plant: KnownPlant = {
  partial: false,
  lastMs: 30 * DAY_MS,
  sources: [
    { name: 'a.csv', sizeBytes: 1000, fingerprint: 'f', headerKey: 'k' },
    { name: 'old.csv', sizeBytes: 500 },
  ],
};
const newer = { sizeBytes: 1200, headerKey: 'k', firstTimeMs: 29 * DAY_MS, lastTimeMs: 40 * DAY_MS };

describe('a newer export', () => {
  it('continues a plant when its header is known and it holds later rows, in whatever order', () => {
    expect(continuesPlant(plant, [newer])).toBe(true);
    expect(
      continuesPlant(plant, [{ ...newer, firstTimeMs: newer.lastTimeMs, lastTimeMs: newer.firstTimeMs }]),
    ).toBe(true);
    expect(continuesPlant(plant, [newer, { ...newer, lastTimeMs: null }])).toBe(true);
  });

  it('does not when the header is another, nothing in it is later, or the plant is only a part', () => {
    expect(continuesPlant(plant, [{ ...newer, headerKey: 'other' }])).toBe(false);
    expect(continuesPlant(plant, [newer, { ...newer, headerKey: 'other' }])).toBe(false);
    expect(continuesPlant(plant, [{ ...newer, lastTimeMs: plant.lastMs + 59_000 }])).toBe(false);
    expect(continuesPlant({ ...plant, partial: true }, [newer])).toBe(false);
    expect(continuesPlant(plant, [])).toBe(false);
  });

  it('may have grown from a smaller source with its header and a known fingerprint', () => {
    expect(grownFrom(plant, newer)).toEqual([0]);
    expect(grownFrom(plant, { ...newer, sizeBytes: 1000 })).toEqual([]);
    expect(grownFrom(plant, { ...newer, headerKey: 'other' })).toEqual([]);
    expect(grownFrom({ ...plant, partial: true }, newer)).toEqual([]);
  });

  it('can be read on from the old end only when a row ended there', () => {
    const [letter, lf, cr] = [0x41, 10, 13];
    expect(growsByRows(lf, letter)).toBe(true);
    expect(growsByRows(cr, lf)).toBe(true);
    expect(growsByRows(letter, lf)).toBe(true);
    expect(growsByRows(letter, letter)).toBe(false);
  });
});
