import { neededFor } from '$lib/models/features';
import type { ModelManifest } from '$lib/models/manifest';
import { tagsBehind } from '$lib/store/model-data';
import type { Plant } from '$lib/store/plant-types';

/** Everything that weights need and a plant does not have; [] when all is there. */
export const allMissing = (plant: Pick<Plant, 'info' | 'tagOf'>, { features }: ModelManifest): string[] =>
  neededFor(features).filter((name) => 'missing' in tagsBehind(plant, [name]));
