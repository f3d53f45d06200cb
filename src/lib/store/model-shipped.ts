import type { ModelName } from '$lib/learn/models/model-types';
import { ModelFileError } from '$lib/models/errors';
import type { ModelManifest } from '$lib/models/manifest';
import { parseManifest } from '$lib/models/manifest-parse';

const RETRY = 'Reload the page, or train from a seeded start; what was trained before is kept.';

async function fetched(url: string): Promise<Response | null> {
  try {
    return await fetch(url);
  } catch (cause) {
    throw new ModelFileError('the shipped weights cannot be reached', RETRY, { cause });
  }
}

/**
 * Card of the weights that this site ships for a model; null when it ships none.
 * @param site address of the site, ending in /
 * @throws ModelFileError when it cannot be reached or read
 */
export async function readShipped(site: string, name: ModelName): Promise<ModelManifest | null> {
  const response = await fetched(`${site}models/${name}/model.json`);
  if (!response || response.status === 404) return null;
  if (!response.ok)
    throw new ModelFileError(`the card of the shipped ${name} cannot be loaded (${response.status})`, RETRY);
  try {
    return parseManifest(await response.json());
  } catch (cause) {
    if (cause instanceof ModelFileError) throw cause;
    throw new ModelFileError(`the card of the shipped ${name} cannot be read`, RETRY, { cause });
  }
}

/** Bytes of shipped weights, as they came. @throws ModelFileError when the file is missing */
export async function readShippedWeights(
  site: string,
  manifest: ModelManifest,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetched(`${site}models/${manifest.name}/${manifest.weights.file}`);
  if (!response?.ok)
    throw new ModelFileError(
      `the file ${manifest.weights.file} of the shipped ${manifest.name} is missing (${response?.status})`,
      'Train from a seeded start, or tell whoever runs this site; what was trained before is kept.',
    );
  return new Uint8Array(await response.arrayBuffer());
}
