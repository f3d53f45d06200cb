/** What went wrong, as a person reads it. */
export interface Explanation {
  message: string;
  /** What they can do; '' when nothing is known. */
  advice: string;
}

/** Sentence of an error: capital first, full stop last. */
function sentence(text: string): string {
  const trimmed = text.trim();
  const started = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(started) ? started : `${started}.`;
}

/** An error in words. `advice` is taken from errors that carry one. */
export function explain(error: unknown): Explanation {
  if (!(error instanceof Error)) return { message: sentence(String(error)), advice: '' };
  const advice = 'advice' in error && typeof error.advice === 'string' ? error.advice : '';
  return { message: sentence(error.message || error.name), advice };
}

/** Whether a call was given up on purpose. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
