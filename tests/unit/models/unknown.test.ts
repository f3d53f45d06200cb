import fc from 'fast-check';
import { expect, test } from 'vitest';
import { named, unknownBelow } from '$lib/models/unknown';

test('the greatest share names the class', () => {
  const { share, class: said } = named(Float32Array.of(0.2, 0.5, 0.3, 0.25, 0.25, 0.5), 3);
  expect([...said]).toEqual([1, 2]);
  expect([...share]).toEqual([0.5, 0.5]);
});

const said = (shares: number[], classes: number[]) => ({
  share: Float32Array.from(shares),
  class: Uint8Array.from(classes),
});

test('by hand: the two surest are right, the third is wrong', () => {
  const three = said([0.9, 0.8, 0.6], [1, 2, 0]);
  expect(unknownBelow(three, Uint8Array.of(1, 2, 1), 0.9)).toBeCloseTo(0.8);
  expect(unknownBelow(three, Uint8Array.of(1, 2, 0), 0.9)).toBe(0);
  expect(unknownBelow(three, Uint8Array.of(0, 0, 1), 0.9)).toBe(Infinity);
});

test('whatever was said, those at or above the limit are right as often as asked', () => {
  const row = fc.record({ share: fc.integer({ min: 1, max: 20 }), class: fc.nat(2), known: fc.nat(2) });
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 40 }),
      fc.constantFrom(0.5, 0.8, 0.95),
      (rows, right) => {
        const all = said(
          rows.map(({ share }) => share / 20),
          rows.map((one) => one.class),
        );
        const limit = unknownBelow(
          all,
          Uint8Array.from(rows, ({ known }) => known),
          right,
        );
        const kept = rows.filter((_, at) => all.share[at] >= limit);
        const hits = kept.filter((one) => one.class === one.known).length;
        if (kept.length > 0) expect(hits / kept.length).toBeGreaterThanOrEqual(right);
      },
    ),
  );
});
