import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignColors, colorOf, dashesFor, PALETTE, withAlpha } from '$lib/charts/palette';

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}
const tags = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 20 });

describe('the palette', () => {
  it.each(PALETTE)('%s has 3:1 contrast with light and dark surfaces', (color) => {
    for (const surface of ['#e9ebec', '#f4f5f5', '#15191c', '#1c2226']) {
      expect(contrast(color, surface)).toBeGreaterThanOrEqual(3);
    }
  });

  it('gives a tag alone its own colour, always the same', () => {
    expect(assignColors(['ch4']).get('ch4')).toBe(colorOf('ch4'));
    expect(colorOf('ch4')).toBe(colorOf('ch4'));
    expect(colorOf('ch4', 1)).not.toBe(colorOf('ch4'));
  });

  it('gives as many different colours as there are, whatever the order of tags', () => {
    fc.assert(
      fc.property(tags, (list) => {
        const colors = assignColors(list);
        expect(colors.size).toBe(list.length);
        expect(new Set(colors.values()).size).toBe(Math.min(list.length, PALETTE.length));
        expect(assignColors([...list].reverse())).toEqual(colors);
      }),
    );
  });

  it('dashes the second use of a colour', () => {
    const dashes = dashesFor(['red', 'blue', 'red']);
    expect(dashes[0]).toEqual([]);
    expect(dashes[1]).toEqual([]);
    expect(dashes[2]).not.toEqual([]);
  });

  it('makes hex colours see-through, and leaves others to the browser', () => {
    expect(withAlpha('#0072b2', 0.15)).toBe('rgba(0, 114, 178, 0.15)');
    expect(withAlpha('teal', 0.15)).toBe('color-mix(in srgb, teal 15%, transparent)');
  });
});
