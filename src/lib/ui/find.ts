/**
 * Whether a text holds every word of a search, in any order, letter case aside; an empty search finds all.
 */
export function finds(search: string, ...texts: string[]): boolean {
  const hay = texts.join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}
