import { explain, type Explanation } from './explain';

/** What a person hears who drops folders. */
export function folderDropped(names: string[]): Explanation {
  return {
    message: `${names.join(', ')} is a folder, not a file.`,
    advice: 'Open the folder and drop the files inside it; several at once are fine.',
  };
}

/** Why an import came to nothing, and that nothing was kept. */
export function explainImport(error: unknown): Explanation {
  const { message, advice } = explain(error);
  // The importer's own messages say that nothing was kept.
  const told = error instanceof Error && error.name === 'ImportError';
  const kept = `${told ? '' : 'Nothing of this import was kept. '}Your choices below still stand.`;
  return { message, advice: advice ? `${advice} ${kept}` : kept };
}
