/** An archive or database that cannot be unpacked; the message says why and what to do, for Comlink keeps nothing else. */
export class UnpackError extends Error {
  override name = 'UnpackError';

  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(`${message}. ${advice}`, options);
  }
}

/** What an engine or library said, as a text. */
export const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
