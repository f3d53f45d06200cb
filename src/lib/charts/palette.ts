/**
 * Okabe and Ito's colour-blind-safe set in their order, darkened where needed so that each has at least 3:1
 * contrast with the light and the dark surfaces. Source: https://jfly.uni-koeln.de/color/ (2008).
 */
export const PALETTE = [
  '#b87a00', // orange
  '#2b8cc4', // sky blue
  '#00936b', // bluish green
  '#8a8000', // yellow
  '#0072b2', // blue
  '#d55e00', // vermilion
  '#b9619a', // reddish purple
  '#6c777e', // grey, for black
] as const;

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}

/**
 * The colour of a tag: the same on every chart.
 * @param index steps along the palette from the tag's own place, to avoid a colour that is taken
 */
export function colorOf(tag: string, index = 0): string {
  return PALETTE[(hash(tag) + index) % PALETTE.length];
}

/**
 * Colours for tags shown together: each its own where it is free, else the next free one. Independent of the
 * order of tags. Colours repeat only beyond the palette's length (the chart then dashes the repeated ones).
 */
export function assignColors(tags: string[]): Map<string, string> {
  const colors = new Map<string, string>();
  let taken = new Set<string>();
  const waiting: string[] = [];
  for (const tag of [...new Set(tags)].sort()) {
    if (taken.has(colorOf(tag))) waiting.push(tag);
    else {
      colors.set(tag, colorOf(tag));
      taken.add(colorOf(tag));
    }
  }
  for (const tag of waiting) {
    if (taken.size === PALETTE.length) taken = new Set();
    let index = 0;
    while (taken.has(colorOf(tag, index))) index++;
    colors.set(tag, colorOf(tag, index));
    taken.add(colorOf(tag, index));
  }
  return colors;
}

const DASHES: number[][] = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

/** A dash pattern per colour in px, empty for a solid line: the second use of a colour is dashed, the third dotted. */
export function dashesFor(colors: string[]): number[][] {
  const uses = new Map<string, number>();
  return colors.map((color) => {
    const use = uses.get(color) ?? 0;
    uses.set(color, use + 1);
    return DASHES[use % DASHES.length];
  });
}

/** A colour at an opacity of 0..1; hex colours become rgba, others are mixed by the browser. */
export function withAlpha(color: string, alpha: number): string {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (!hex) return `color-mix(in srgb, ${color} ${alpha * 100}%, transparent)`;
  return `rgba(${hex
    .slice(1)
    .map((part) => parseInt(part, 16))
    .join(', ')}, ${alpha})`;
}
