/** A tab that is just being left, or loaded anew, lets go within this time. */
const PATIENCE_MS = 3000;

/**
 * Be the one tab of this site that does something.
 * @returns lets go; null when another tab does it
 */
export function holdTabLock(name: string): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    const held = () => new Promise<void>((release) => resolve(release));
    navigator.locks
      .request(name, { signal: AbortSignal.timeout(PATIENCE_MS) }, held)
      .catch((error: unknown) =>
        error instanceof DOMException && error.name === 'TimeoutError' ? resolve(null) : reject(error),
      );
  });
}
