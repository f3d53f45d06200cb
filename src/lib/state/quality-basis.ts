import type { QualityDecisions } from '$lib/quality/decisions';
import { CANONICAL_TAGS } from '$lib/plant/tags';
import { DEMO_ID } from '$lib/store/demo';
import type { Plant } from '$lib/store/plant-types';
import type { PlantRecord } from '$lib/store/types';

/** Raised when the rules change, so that what was found by older ones is judged again. */
const RULES = 1;

/** What a report depends on beside the data: rules, limits and mapping. */
export function basisOf(plant: Pick<Plant, 'tagOf'>, { limits }: QualityDecisions): string {
  const mapped = CANONICAL_TAGS.map(({ id }) => plant.tagOf(id) ?? '');
  const own = Object.entries(limits).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([RULES, mapped, own]);
}

/** Whether a plant lies on a host: judging it fetches its whole file, so a person is asked first. */
export const isRemote = (record: PlantRecord | null): boolean => record?.id === DEMO_ID;
