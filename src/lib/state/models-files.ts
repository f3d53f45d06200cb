import { explainModel } from './models-words';
import type { Explanation } from './explain';
import { exportModels, importModels } from '$lib/store/model-files';

/** All models of a plant as a file's text; null when there are none. */
export async function modelsText(fingerprint: string): Promise<string | null> {
  const found = await exportModels(fingerprint);
  return found && JSON.stringify(found);
}

/** Take models from a file. @returns words about what was taken, or what was wrong with it */
export async function takeModels(
  fingerprint: string,
  file: File,
): Promise<{ words: string } | { error: Explanation }> {
  try {
    const { taken, otherPlant } = await importModels(fingerprint, JSON.parse(await file.text()));
    const from = otherPlant
      ? ' They were trained on another plant: judge them here before you trust them.'
      : '';
    return { words: `${taken} ${taken === 1 ? 'model was' : 'models were'} taken from ${file.name}.${from}` };
  } catch (error) {
    if (error instanceof SyntaxError)
      return {
        error: {
          message: `${file.name} is no file of exported models.`,
          advice: 'Choose a file that was exported on this page; models trained before are kept.',
        },
      };
    return { error: explainModel(error) };
  }
}
