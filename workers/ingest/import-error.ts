import { SourceReadError } from '$lib/store/read-source';
import { NoRoomError } from '../sources/no-room-error';

/** An import that could not be finished; the message says what happened and what to do. */
export class ImportError extends Error {
  override name = 'ImportError';
}

/** DuckDB hides a refused write behind an IO error or an exception of its own, so the text is all there is. */
const isNoRoom = (error: unknown): boolean =>
  error instanceof NoRoomError ||
  (error instanceof DOMException && error.name === 'QuotaExceededError') ||
  /quota|no space|QuotaExceeded/i.test(String(error instanceof Error ? error.message : error));

/** Errors that say all there is to say; those of another worker have lost their class on the way. */
const inWords = ['ImportError', 'OutOfOrderError'];

/** Any failure of an import in words that a person can act on. */
export function toImportError(cause: unknown): Error {
  if (cause instanceof Error && inWords.includes(cause.name)) return cause;
  if (isNoRoom(cause)) {
    const advice =
      'Nothing was kept. Free space on the disk or delete a plant on the Data page, then import again';
    return new ImportError(`the browser has no more room for this site. ${advice}`, { cause });
  }
  if (cause instanceof SourceReadError || (cause instanceof Error && cause.name === 'SourceReadError')) {
    const advice = 'Nothing was kept. Put the file where it does not change, then choose it again';
    return new ImportError(`${cause.message}. ${advice}`, { cause });
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  return new ImportError(`the import stopped: ${message}. Nothing was kept`, { cause });
}
