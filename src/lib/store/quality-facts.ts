import { CANONICAL_TAGS } from '$lib/plant/tags';
import type { TagFacts } from '$lib/quality/types';
import type { Plant, TagInfo } from './plant-types';

/**
 * What a tag is by the mapping in force. A tag of a second stream (inlet, outlet) keeps the meaning found at import,
 * though another tag is the one mapped; one whose meaning was taken away has none.
 */
export function factsOf(
  plant: Pick<Plant, 'tagOf'>,
  { tag, header, canonical, unit, kind }: Pick<TagInfo, 'tag' | 'header' | 'canonical' | 'unit' | 'kind'>,
): TagFacts {
  const mapped = CANONICAL_TAGS.find(({ id }) => plant.tagOf(id) === tag)?.id ?? null;
  const imported = canonical !== null && plant.tagOf(canonical) !== null ? canonical : null;
  return { tag, header, canonical: mapped ?? imported, unit, kind };
}
