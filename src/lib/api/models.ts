import { MODELS } from '$lib/models/registry';
import type { ModelManifest } from '$lib/models/manifest';
import { readChosen, readManifests } from '$lib/store/model-memory';
import { ok, type ApiResponse } from './http';

/** What is asked of a model: which version answers on this plant. */
export type ModelsInUse = readonly ModelManifest[];

/** The version in use of each model that was trained on a plant. */
export async function modelsInUse(fingerprint: string): Promise<ModelsInUse> {
  const [manifests, chosen] = await Promise.all([readManifests(fingerprint), readChosen(fingerprint)]);
  return MODELS.flatMap(({ name }) => {
    const versions = manifests.filter((manifest) => manifest.name === name);
    const used = versions.find(({ version }) => version === chosen[name]) ?? versions[0];
    return used ? [used] : [];
  });
}

/** GET /api/ml/model-status. @param used the version in use of each model that is trained on the open plant */
export function modelStatus(used: ModelsInUse = []): ApiResponse {
  const models = MODELS.map(({ name, apiName, purpose }) => {
    const manifest = used.find((each) => each.name === name);
    const known = manifest && {
      version: manifest.version,
      trained_at: manifest.builtOn,
      started_from: manifest.training.start,
      quality: manifest.quality,
    };
    return [
      apiName,
      { available: manifest !== undefined, status: manifest ? 'ready' : 'not trained', purpose, ...known },
    ] as const;
  });
  return ok({
    models: Object.fromEntries(models),
    available_count: models.filter(([, { available }]) => available).length,
    total_count: models.length,
  });
}
