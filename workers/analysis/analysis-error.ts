/** An analysis file could not be written; what was there before stays. */
export class AnalysisError extends Error {
  override name = 'AnalysisError';
}

/** What went wrong, as words that say what to do. */
export function toAnalysisError(error: unknown): AnalysisError {
  if (error instanceof AnalysisError) return error;
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  const full = name === 'QuotaExceededError' || /quota|no space/i.test(message);
  const why = full
    ? 'there is no room left for this site in the browser: delete a plant on the Data page, or free space on the disk'
    : message;
  return new AnalysisError(`what was found could not be kept: ${why}. What was kept before is unchanged`, {
    cause: error,
  });
}
