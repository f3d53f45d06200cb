import type { TagInfo } from './plant-types';

/** The mapping that the import proposed: of several tags with one canonical tag the surest, then the first. */
export function importedMapping(
  tags: readonly Pick<TagInfo, 'tag' | 'canonical' | 'confidence'>[],
): Record<string, string> {
  const mapping: Record<string, string> = {};
  for (const { tag, canonical } of [...tags].sort((a, b) => b.confidence - a.confidence)) {
    if (canonical !== null && !Object.hasOwn(mapping, canonical)) mapping[canonical] = tag;
  }
  return mapping;
}
