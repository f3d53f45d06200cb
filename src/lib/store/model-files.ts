import type { ModelName } from '$lib/learn/models/model-types';
import { buildModel } from '$lib/models/build-model';
import { ModelFileError } from '$lib/models/errors';
import { parseManifest } from '$lib/models/manifest-parse';
import { readWeights } from '$lib/models/weights-file';
import { chooseModel, readChosen, readManifests, readWeightBytes, saveModel } from './model-memory';
import type { ExportedModel, ModelsFile } from './model-types';

const ADVICE = 'Choose a file that was exported on the Models page; models trained before are kept.';

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch (cause) {
    throw new ModelFileError('the weights in this file are damaged: they are not base64', ADVICE, { cause });
  }
}

/** All models trained on a plant, as one file that `importModels` takes; null when there are none. */
export async function exportModels(fingerprint: string): Promise<ModelsFile | null> {
  const models: ExportedModel[] = [];
  for (const manifest of await readManifests(fingerprint)) {
    const weights = await readWeightBytes(fingerprint, manifest);
    if (weights) models.push({ manifest, weights: toBase64(weights) });
  }
  if (models.length === 0) return null;
  const chosen = await readChosen(fingerprint);
  return { format: 'biogas-analytics models', version: 1, fingerprint, models, chosen };
}

/**
 * Take models from a file that was exported, all of them or none: every card and all weights are checked first.
 * @param fingerprint plant that they are kept with
 * @param value what `JSON.parse` gave
 * @returns how many were taken, and whether they come from another plant
 * @throws ModelFileError that says what is wrong
 */
export async function importModels(
  fingerprint: string,
  value: unknown,
): Promise<{ taken: number; otherPlant: boolean }> {
  const file = value as Partial<ModelsFile> | null;
  if (file?.format !== 'biogas-analytics models' || file.version !== 1 || !Array.isArray(file.models))
    throw new ModelFileError('this is no file of exported models', ADVICE);
  const checked: { manifest: ReturnType<typeof parseManifest>; bytes: Uint8Array<ArrayBuffer> }[] = [];
  for (const { manifest: card, weights } of file.models) {
    const manifest = parseManifest(card);
    const bytes = fromBase64(String(weights));
    const { layout } = await buildModel(manifest.name, manifest.config);
    await readWeights(bytes, manifest, layout);
    checked.push({ manifest, bytes });
  }
  for (const { manifest, bytes } of checked) await saveModel(fingerprint, manifest, bytes);
  for (const [name, version] of Object.entries(file.chosen ?? {}))
    if (checked.some(({ manifest }) => manifest.name === name && manifest.version === version))
      await chooseModel(fingerprint, name as ModelName, String(version));
  return { taken: checked.length, otherPlant: file.fingerprint !== fingerprint };
}
