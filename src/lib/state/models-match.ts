import type { ModelManifest } from '$lib/models/manifest';
import { tagsBehind } from '$lib/store/model-data';
import type { Plant } from '$lib/store/plant-types';

/** First thing that weights need and a plant does not have; null when all is there. */
export function missingFor(plant: Pick<Plant, 'info' | 'tagOf'>, { features }: ModelManifest): string | null {
  const found = tagsBehind(plant, features);
  return 'missing' in found ? found.missing : null;
}
