/** A source could not be read: it was moved, deleted or changed while it was read. */
export class SourceReadError extends Error {
  override name = 'SourceReadError';

  /** @param atByte where reading stopped */
  constructor(fileName: string, atByte: number, cause: unknown) {
    super(
      `file "${fileName}" could not be read at byte ${atByte}: it was moved, deleted or changed while it was read`,
      { cause },
    );
  }
}

/**
 * Bytes [start, end) of a file.
 * @throws SourceReadError when the browser no longer reads it
 */
export async function readSource(file: File, start: number, end: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(start, end).arrayBuffer());
  } catch (cause) {
    throw new SourceReadError(file.name, start, cause);
  }
}
